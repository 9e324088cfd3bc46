package io.piecemeal.faults.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A PostgreSQL that fails over takes minutes, most of which its members wait for each other. */
class FailoverGate {

  private final ShortRun shortRun = new ShortRun();

  @Test
  void lostPrimariesLoseNothing() {
    shortRun.passes("failover", "--rounds=2", "--clients=8");

    assertThat(shortRun.said()).contains("kills=2", "lost=0 doubled=0 damaged=0 other=0");
  }

  @Test
  void aPrimaryThatAnswersAloneIsCaught() {
    shortRun.passes("failover", "--asynchronous", "--clients=8");

    assertThat(shortRun.said())
        .contains("ASYNCHRONOUS")
        .doesNotContain("lost=0 doubled=0 damaged=0 other=0");
  }
}
