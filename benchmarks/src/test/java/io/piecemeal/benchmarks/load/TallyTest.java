package io.piecemeal.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TallyTest {

  @Test
  void percentilesAreOverAllConnections() {
    Tally all = new Tally();
    for (int connection = 0; connection < 2; connection++) {
      Tally one = new Tally();
      for (int number = 1; number <= 100; number++) {
        one.succeeded(Duration.ofMillis(number + 100L * connection).toNanos());
      }
      all.add(one);
    }

    assertThat(all.requests()).isEqualTo(200);
    assertThat(all.milliseconds(50)).isCloseTo(100, within(0.2));
    assertThat(all.milliseconds(99)).isCloseTo(198, within(0.2));
  }
}
