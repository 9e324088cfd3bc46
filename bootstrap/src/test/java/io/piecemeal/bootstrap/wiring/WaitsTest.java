package io.piecemeal.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.testkit.Race;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitsTest {

  private final Waits waits = new Waits();

  @Test
  void timePasses() {
    assertThat(waits.goOnAfter(Duration.ofMillis(1))).isTrue();
  }

  @Test
  void allEndWhenTheServiceDoes() {
    List<Boolean> goOn =
        Race.run(
            3,
            lane -> {
              if (lane == 0) {
                waits.end();
              }
              return waits.goOnAfter(Duration.ofDays(1));
            });

    assertThat(goOn).containsOnly(false);
  }
}
