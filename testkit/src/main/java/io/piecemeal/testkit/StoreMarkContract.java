package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.domain.storage.HighWaterMark;
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
          mark.raise(new HighWaterMark(8 - lane));
          return lane;
        });

    assertThat(mark.read()).contains(new HighWaterMark(8));
  }
}
