package io.piecemeal.harness.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {

  @Test
  void descendantsAreFoundThroughTheirParentsAndStrangersAreNot() {
    Map<Long, Long> parents = Map.of(10L, 1L, 11L, 10L, 12L, 11L, 13L, 10L, 20L, 1L);

    List<Long> found =
        ProcessTree.descendants(
            10,
            List.of(1L, 10L, 11L, 12L, 13L, 20L, 99L),
            pid -> Optional.ofNullable(parents.get(pid)));

    assertThat(found).containsExactlyInAnyOrder(10L, 11L, 12L, 13L);
  }

  @Test
  void thisProcessHasUsedProcessorAndMemory() {
    ProcessTree tree = new ProcessTree(ProcessHandle.current().pid());

    assertThat(tree.cpuSeconds()).isPositive();
    assertThat(tree.memory()).isPositive();
    assertThat(tree.peakOfRoot()).isPositive();
  }
}
