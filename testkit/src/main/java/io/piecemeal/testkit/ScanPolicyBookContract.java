package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.ScanPolicyBook;
import io.piecemeal.application.port.out.ScanPolicyBook.OwnPolicy;
import io.piecemeal.domain.upload.ScanPolicy;
import org.junit.jupiter.api.Test;

/** What every {@link ScanPolicyBook} does. */
public abstract class ScanPolicyBookContract extends LedgerSuite {

  protected ScanPolicyBookContract() {}

  private ScanPolicyBook book() {
    return ledger().scanPolicies();
  }

  @Test
  final void aPolicyIsKeptUntilItIsReplacedOrRemoved() {
    assertThat(book().policies()).isEmpty();

    book().set(ALICE, ScanPolicy.ALL);
    book().set(BOB, ScanPolicy.NONE);
    assertThat(book().policies())
        .containsExactlyInAnyOrder(
            new OwnPolicy(ALICE, ScanPolicy.ALL), new OwnPolicy(BOB, ScanPolicy.NONE));

    book().set(ALICE, ScanPolicy.NONE);
    book().remove(BOB);
    book().remove(BOB);
    assertThat(book().policies()).containsExactly(new OwnPolicy(ALICE, ScanPolicy.NONE));
  }

  @Test
  final void policiesAreThereForOtherNodes() {
    book().set(ALICE, ScanPolicy.ALL);

    assertThat(ledger().secondNode().scanPolicies().policies())
        .containsExactly(new OwnPolicy(ALICE, ScanPolicy.ALL));
  }

  @Test
  final void aBookThatCannotBeReachedIsNotTakenForEmpty() {
    ScanPolicyBook unreachable = unreachable().scanPolicies();

    assertUnavailable(
        unreachable::policies,
        () -> unreachable.set(ALICE, ScanPolicy.ALL),
        () -> unreachable.remove(ALICE));
  }
}
