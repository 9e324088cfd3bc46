package io.piecemeal.application.access;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.ManageOwners.OwnerDetail;
import io.piecemeal.application.port.in.ManageOwners.OwnerStanding;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.ScanPolicy;
import io.piecemeal.testkit.InMemoryFileLedger;
import io.piecemeal.testkit.Samples;
import io.piecemeal.testkit.TestClock;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What owners have, and what each may have. */
final class OwnersTest {

  private static final Quota ALL = new Quota(Optional.of(bytes(100)), OptionalInt.empty());
  private static final Quota OWN = new Quota(Optional.empty(), OptionalInt.of(3));

  private final InMemoryFileLedger ledger = new InMemoryFileLedger(new TestClock());
  private final OwnQuotas quotas = new OwnQuotas(ledger.owners(), ALL);
  private final OwnScanPolicies policies = new OwnScanPolicies(ledger.scans(), ScanPolicy.ALL);
  private final ManageOwnersService owners =
      new ManageOwnersService(ledger.owners(), quotas, ledger.scans(), policies);

  @Test
  void anOwnerHasTheScanPolicyOfAllUntilItHasOneOfItsOwn() {
    assertThat(policies.of(ALICE)).isEqualTo(ScanPolicy.ALL);

    owners.setScan(ALICE, ScanPolicy.NONE);
    assertThat(policies.of(ALICE)).isEqualTo(ScanPolicy.NONE);
    assertThat(policies.of(BOB)).isEqualTo(ScanPolicy.ALL);
    assertThat(owners.list())
        .containsExactly(
            new OwnerStanding(
                ALICE, ByteCount.ZERO, Optional.empty(), Optional.of(ScanPolicy.NONE)));
    assertThat(owners.find(ALICE).scan()).isEqualTo(ScanPolicy.NONE);

    owners.resetScan(ALICE);
    assertThat(policies.of(ALICE)).isEqualTo(ScanPolicy.ALL);
    assertThat(owners.list()).isEmpty();
  }

  @Test
  void anOwnerHasTheQuotaOfAllUntilItHasOneOfItsOwn() {
    assertThat(quotas.of(ALICE)).isEqualTo(ALL);

    owners.setQuota(ALICE, OWN);
    assertThat(quotas.of(ALICE)).isEqualTo(OWN);
    assertThat(quotas.of(BOB)).isEqualTo(ALL);

    owners.resetQuota(ALICE);
    assertThat(quotas.of(ALICE)).isEqualTo(ALL);
  }

  @Test
  void whatAnotherNodeSetIsKnownWhenItIsReadAgain() {
    assertThat(quotas.of(ALICE)).isEqualTo(ALL);
    ledger.owners().setQuota(ALICE, OWN);
    assertThat(quotas.of(ALICE)).isEqualTo(ALL);

    quotas.refresh();
    assertThat(quotas.of(ALICE)).isEqualTo(OWN);
  }

  @Test
  void ownersAreThoseWhoHaveAFileOrAQuotaByTheirNames() {
    ledger.open(Samples.newFile(BOB));
    owners.setQuota(ALICE, OWN);

    assertThat(owners.list())
        .containsExactly(
            new OwnerStanding(ALICE, ByteCount.ZERO, Optional.of(OWN), Optional.empty()),
            new OwnerStanding(BOB, bytes(4096), Optional.empty(), Optional.empty()));
    assertThat(owners.find(BOB))
        .isEqualTo(
            new OwnerDetail(
                new OwnerStanding(BOB, bytes(4096), Optional.empty(), Optional.empty()),
                1,
                1,
                ALL,
                ScanPolicy.ALL));
  }
}
