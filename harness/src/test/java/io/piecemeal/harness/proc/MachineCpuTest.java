package io.piecemeal.harness.proc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineCpuTest {

  @Test
  void busyIsAllButIdleAndWaiting() {
    String stat = "cpu  100 10 200 5000 300 1 2 3 0 0\ncpu0 1 2 3 4 5 6 7 8 0 0\n";

    assertThat(MachineCpu.busySeconds(stat)).isEqualTo(3.16);
  }
}
