package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.LedgerMark;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.StorageFailure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link LedgerMark} does. */
public abstract class LedgerMarkContract {

  private LedgerMark mark;

  protected LedgerMarkContract() {}

  /** Of a ledger that is new; called before each test. */
  protected abstract LedgerMark newMark();

  /** The same mark as a process finds it that starts when all others have ended. */
  protected Optional<LedgerMark> reopened() {
    return Optional.empty();
  }

  /** Of a ledger that cannot be reached. */
  protected Optional<LedgerMark> unreachable() {
    return Optional.empty();
  }

  @BeforeEach
  final void start() {
    mark = newMark();
  }

  @Test
  final void aNewLedgerIsAtZero() {
    assertThat(mark.read()).isEqualTo(HighWaterMark.ZERO);
  }

  @Test
  final void eachStepIsOneHigherAndStays() {
    assertThat(mark.advance()).isEqualTo(new HighWaterMark(1));
    assertThat(mark.advance()).isEqualTo(new HighWaterMark(2));

    assertThat(mark.read()).isEqualTo(new HighWaterMark(2));
  }

  @Test
  final void noTwoNodesAreGivenTheSameStep() {
    List<List<HighWaterMark>> given =
        Race.run(4, lane -> List.of(mark.advance(), mark.advance(), mark.advance()));

    assertThat(given.stream().flatMap(List::stream)).doesNotHaveDuplicates().hasSize(12);
    assertThat(mark.read()).isEqualTo(new HighWaterMark(12));
  }

  @Test
  final void itIsRaisedAndNeverLowered() {
    mark.raise(new HighWaterMark(7));
    assertThat(mark.read()).isEqualTo(new HighWaterMark(7));

    mark.raise(new HighWaterMark(3));
    assertThat(mark.read()).isEqualTo(new HighWaterMark(7));
    assertThat(mark.advance()).isEqualTo(new HighWaterMark(8));
  }

  @Test
  final void itIsThereWhenTheLedgerIsOpenedAgain() {
    mark.raise(new HighWaterMark(7));
    assertThat(mark.advance()).isEqualTo(new HighWaterMark(8));
    LedgerMark reopened = Offer.of(reopened(), "this ledger ends with its process");

    assertThat(reopened.read()).isEqualTo(new HighWaterMark(8));
    assertThat(reopened.advance()).isEqualTo(new HighWaterMark(9));
  }

  @Test
  final void aLedgerThatCannotBeReachedIsNotAtZero() {
    LedgerMark unreachable =
        Offer.of(unreachable(), "this fixture has no ledger that cannot be reached");

    assertThatThrownBy(unreachable::read).isInstanceOf(StorageFailure.class);
    assertThatThrownBy(unreachable::advance).isInstanceOf(StorageFailure.class);
    assertThatThrownBy(() -> unreachable.raise(new HighWaterMark(7)))
        .isInstanceOf(StorageFailure.class);
  }
}
