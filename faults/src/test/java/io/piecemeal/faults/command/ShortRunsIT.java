package io.piecemeal.faults.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * A little of two harnesses, one after the other, against the service as it was just packaged; of
 * the others, {@link ShortRunsGate}. How fast a machine is decides how long this takes, and nothing
 * else.
 */
class ShortRunsIT {

  private final ShortRun shortRun = new ShortRun();

  @Test
  void killedProcessesLoseNothing() {
    shortRun.passes("kill", "--rounds=3", "--clients=16");

    assertThat(shortRun.said()).contains("kills=3", "lost=0 doubled=0 damaged=0 other=0");
  }

  @Test
  void concurrentHistoriesAreLinearizable() {
    shortRun.passes("history", "--operations=2000");

    assertThat(shortRun.said()).contains("not-linearizable=0");
  }
}
