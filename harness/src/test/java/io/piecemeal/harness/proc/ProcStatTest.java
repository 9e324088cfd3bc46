package io.piecemeal.harness.proc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcStatTest {

  @Test
  void cpuTimeIsThatOfTheProcessAndOfItsEndedChildren() {
    String line = "42 (java) S 7 1 1 0 -1 4194560 1 2 3 4 100 20 3 50 20 0 1 0 99 0 0";

    ProcStat stat = ProcStat.parse(line);

    assertThat(stat).isEqualTo(new ProcStat(7, 173));
    assertThat(stat.cpuSeconds()).isEqualTo(1.73);
  }

  @Test
  void programNameMayHoldSpacesAndParentheses() {
    String line = "42 (a) b (c) R 9 1 1 0 -1 0 1 2 3 4 1 1 1 1 20 0 1 0 99 0 0";

    assertThat(ProcStat.parse(line).parent()).isEqualTo(9);
  }

  @Test
  void readsThisProcess() {
    assertThat(ProcStat.of(ProcessHandle.current().pid())).isPresent();
  }

  @Test
  void processThatEndedIsAbsent() {
    assertThat(ProcStat.of(Integer.MAX_VALUE)).isEmpty();
  }
}
