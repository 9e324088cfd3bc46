package io.piecemeal.faults.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A little of the harnesses that {@link ShortRunsIT} leaves out, as they take minutes together. */
class ShortRunsGate {

  private final ShortRun shortRun = new ShortRun();

  @Test
  void killedNodesThatShareNoDiskLoseNothing() {
    shortRun.passes("kill", "--store=s3", "--nodes=2", "--rounds=2", "--clients=8");

    assertThat(shortRun.said()).contains("kills=2 store=s3", "lost=0 doubled=0 damaged=0 other=0");
  }

  @Test
  void powerCutsLoseNothing() {
    shortRun.passes("powercut", "--rounds=2", "--clients=16");

    assertThat(shortRun.said()).contains("cuts=2", "lost=0 doubled=0 damaged=0 other=0");
  }

  @Test
  void lateCommitsChangeNothing() {
    shortRun.passes("zombie", "--rounds=15", "--unsettled=0");

    assertThat(shortRun.said()).contains("violations=0");
  }

  @Test
  void nothingLeaksUnderLoad() {
    shortRun.passes("soak", "--seconds=20", "--clients=8");

    assertThat(shortRun.said()).contains("lost=0 doubled=0 damaged=0 other=0");
  }

  @Test
  void cutConnectionsLoseNothing() {
    shortRun.passes("cut", "--rounds=200");

    assertThat(shortRun.said()).contains("cuts=200", "failed=0 lost=0 doubled=0 damaged=0");
  }
}
