package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.OwnerBook;
import io.piecemeal.application.port.out.OwnerBook.Charge;
import io.piecemeal.application.port.out.OwnerBook.FileCounts;
import io.piecemeal.application.port.out.OwnerBook.OwnQuota;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.StoredFile;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What every {@link OwnerBook} does. */
public abstract class OwnerBookContract extends LedgerSuite {

  private static final Quota SMALL = new Quota(Optional.of(new ByteCount(100)), OptionalInt.of(3));
  private static final Quota SESSIONS = new Quota(Optional.empty(), OptionalInt.of(0));
  private static final Quota BYTES = new Quota(Optional.of(ByteCount.ZERO), OptionalInt.empty());

  protected OwnerBookContract() {}

  private OwnerBook owners() {
    return ledger().owners();
  }

  @Test
  final void anEmptyLedgerHasNoOwners() {
    assertThat(owners().charged()).isEmpty();
    assertThat(owners().quotas()).isEmpty();
    assertThat(owners().count(ALICE)).isEqualTo(new FileCounts(0, 0));
  }

  @Test
  final void ownersAreChargedForFilesAndChunksAndWhatIsNotRemovedYet() {
    filled(ALICE, 5000);
    opened(ALICE);
    StoredFile deleted = filled(BOB, 10);
    files().delete(BOB, deleted.id());

    assertThat(owners().charged())
        .containsExactlyInAnyOrder(
            new Charge(ALICE, new ByteCount(4096 + 5000 + 4096)),
            new Charge(BOB, new ByteCount(8192)));
  }

  @Test
  final void filesInReachAreCountedAndThoseThatTakeChunks() {
    opened(ALICE);
    filled(ALICE, 5);
    committed(complete(filled(ALICE, 7), Samples.digest(1)));
    files().delete(ALICE, opened(ALICE).id());
    opened(BOB);

    assertThat(owners().count(ALICE)).isEqualTo(new FileCounts(3, 2));
    letTimePass(RETENTION.sinceLastChunk());
    assertThat(owners().count(ALICE)).isEqualTo(new FileCounts(0, 0));
  }

  @Test
  final void aQuotaIsKeptUntilItIsReplacedOrRemoved() {
    owners().setQuota(ALICE, SMALL);
    owners().setQuota(BOB, SESSIONS);
    assertThat(owners().quotas())
        .containsExactlyInAnyOrder(new OwnQuota(ALICE, SMALL), new OwnQuota(BOB, SESSIONS));

    owners().setQuota(ALICE, BYTES);
    owners().removeQuota(BOB);
    assertThat(owners().quotas()).containsExactly(new OwnQuota(ALICE, BYTES));

    owners().setQuota(ALICE, Quota.NONE);
    owners().removeQuota(BOB);
    assertThat(owners().quotas()).containsExactly(new OwnQuota(ALICE, Quota.NONE));
  }

  @Test
  final void quotasAreThereForOtherNodes() {
    owners().setQuota(ALICE, SMALL);

    assertThat(ledger().secondNode().owners().quotas()).containsExactly(new OwnQuota(ALICE, SMALL));
  }

  @Test
  final void aBookThatCannotBeReachedIsNotTakenForEmpty() {
    OwnerBook unreachable = unreachable().owners();

    assertUnavailable(
        unreachable::charged,
        unreachable::quotas,
        () -> unreachable.count(ALICE),
        () -> unreachable.setQuota(ALICE, SMALL),
        () -> unreachable.removeQuota(ALICE));
  }
}
