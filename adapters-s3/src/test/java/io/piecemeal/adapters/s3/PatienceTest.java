package io.piecemeal.adapters.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PatienceTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final Patience patience = new Patience(Duration.ofSeconds(12), nanos::get);

  @Test
  void aCallHasItsTimeAndNoMore() {
    Patience.Deadline deadline = patience.deadline();
    assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(12));
    assertThat(patience.deadline(Duration.ofSeconds(7)).remaining())
        .isEqualTo(Duration.ofSeconds(7));

    letTimePass(Duration.ofSeconds(11));
    assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(1));
    assertThat(deadline.isOver()).isFalse();

    letTimePass(Duration.ofSeconds(1));
    assertThat(deadline.isOver()).isTrue();
    assertThat(deadline.remaining()).isPositive();
  }

  @Test
  void afterASilenceCallsHaveLittleTimeUntilOneIsAnswered() {
    patience.noteSilence();
    assertShort();

    patience.noteAnswer();
    assertLong();
  }

  /** Else a store whose every answer takes a second would never be waited for again. */
  @Test
  void aSilenceIsNotProlongedByThoseWhoHadLittleTime() {
    patience.noteSilence();
    letTimePass(Duration.ofSeconds(14));
    patience.noteSilence();
    assertShort();

    letTimePass(Duration.ofSeconds(1));
    assertLong();
  }

  private void letTimePass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void assertShort() {
    assertThat(patience.deadline().remaining()).isLessThan(Duration.ofSeconds(1));
  }

  private void assertLong() {
    assertThat(patience.deadline().remaining()).isEqualTo(Duration.ofSeconds(12));
  }
}
