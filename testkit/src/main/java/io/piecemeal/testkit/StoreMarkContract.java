package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link StoreMark} does. */
public abstract class StoreMarkContract {

  private StoreMark mark;

  protected StoreMarkContract() {}

  /** Beside a store that is new; called before each test. */
  protected abstract StoreMark newMark();

  /** Of another process beside the same store. */
  protected abstract StoreMark secondNode();

  /** The same mark as a new process finds it where this one ended; empty if it ends with it. */
  protected Optional<StoreMark> reopened() {
    return Optional.empty();
  }

  /**
   * A mark beside a store whose medium can lose power; empty for a medium that is no disk of this
   * machine.
   */
  protected Optional<PowerCut> powerCut() throws IOException {
    return Optional.empty();
  }

  /** A mark in whose place is something else. */
  protected Optional<StoreMark> damaged() throws IOException {
    return Optional.empty();
  }

  /** A mark whose medium is not there. */
  protected Optional<StoreMark> unreachable() throws IOException {
    return Optional.empty();
  }

  /**
   * A mark on a medium of its own.
   *
   * @param restarted what a new process finds there if the power fails at this moment
   */
  public record PowerCut(StoreMark mark, Supplier<StoreMark> restarted) {}

  @BeforeEach
  final void start() {
    mark = newMark();
  }

  @Test
  final void aNewStoreHasNone() {
    assertThat(mark.read()).isEmpty();
  }

  @Test
  final void whatIsWrittenIsReadAlsoZero() {
    mark.raise(HighWaterMark.ZERO);
    assertThat(mark.read()).contains(HighWaterMark.ZERO);

    mark.raise(new HighWaterMark(7));
    assertThat(mark.read()).contains(new HighWaterMark(7));
  }

  @Test
  final void itIsOneForAllNodes() {
    StoreMark other = secondNode();
    mark.raise(new HighWaterMark(7));
    assertThat(other.read()).contains(new HighWaterMark(7));

    other.raise(new HighWaterMark(9));
    mark.raise(new HighWaterMark(8));
    assertThat(mark.read()).contains(new HighWaterMark(9));
    assertThat(secondNode().read()).contains(new HighWaterMark(9));
  }

  @Test
  final void itIsNeverLowered() {
    mark.raise(new HighWaterMark(7));
    mark.raise(new HighWaterMark(3));

    assertThat(mark.read()).contains(new HighWaterMark(7));
  }

  @Test
  final void ofManyWhoRaiseItAtOnceTheHighestWins() {
    Race.run(
        8,
        lane -> {
          StoreMark node = lane % 2 == 0 ? mark : secondNode();
          node.raise(new HighWaterMark(8 - lane));
          return lane;
        });

    assertThat(mark.read()).contains(new HighWaterMark(8));
  }

  @Test
  final void itIsThereWhenAnotherProcessBegins() {
    mark.raise(new HighWaterMark(7));
    StoreMark reopened = Offer.of(reopened(), "this mark ends with its process");

    assertThat(reopened.read()).contains(new HighWaterMark(7));
    reopened.raise(new HighWaterMark(3));
    assertThat(reopened.read()).contains(new HighWaterMark(7));
  }

  @Test
  final void itSurvivesAPowerCutEachTimeItIsRaised() throws IOException {
    PowerCut power = Offer.of(powerCut(), "this fixture cannot cut the power of its medium");
    for (int step = 0; step < 3; step++) {
      HighWaterMark raised = new HighWaterMark(step);
      power.mark().raise(raised);

      assertThat(power.restarted().get().read()).contains(raised);
    }
  }

  @Test
  final void whatIsElseInItsPlaceIsDamageAndIsNotOverwritten() throws IOException {
    StoreMark damaged = Offer.of(damaged(), "nothing else can be in the place of this mark");

    assertThatThrownBy(damaged::read).isInstanceOf(StorageFailure.Damaged.class);
    assertThatThrownBy(() -> damaged.raise(new HighWaterMark(7)))
        .isInstanceOf(StorageFailure.class);
    assertThatThrownBy(damaged::read).isInstanceOf(StorageFailure.Damaged.class);
  }

  @Test
  final void aMarkThatCannotBeReachedIsAFailure() throws IOException {
    StoreMark unreachable = Offer.of(unreachable(), "this mark can always be reached");

    assertThatThrownBy(unreachable::read).isInstanceOf(StorageFailure.class);
    assertThatThrownBy(() -> unreachable.raise(HighWaterMark.ZERO))
        .isInstanceOf(StorageFailure.class);
  }
}
