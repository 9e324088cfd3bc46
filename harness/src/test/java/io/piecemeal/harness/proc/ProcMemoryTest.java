package io.piecemeal.harness.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcMemoryTest {

  @Test
  void fieldIsInKilobytes() {
    assertThat(ProcMemory.field(List.of("VmPeak:\t 9 kB", "VmHWM:\t   123 kB"), "VmHWM:"))
        .isEqualTo(123 * 1024);
  }

  @Test
  void missingFieldIsZero() {
    assertThat(ProcMemory.field(List.of("Name:\tkthreadd"), "VmHWM:")).isZero();
  }
}
