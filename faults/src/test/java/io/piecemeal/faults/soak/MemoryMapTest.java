package io.piecemeal.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MemoryMapTest {

  private static final String ANSWER =
      """
      4711:
      Memory mappings:
                        JAVAHEAP: Java Heap
      from               to                        vsize prot          rss      hugetlb pgsz notes            info                                  file
      =================================================================================================================================================
      0x0000000033000000-0x0000000033001000         4096 ---p         4096            0 4K   com              CDS                                   -
      0x00000000e0000000-0x00000000f7a00000    396361728 rw-p     92278784            0 4K   com              JAVAHEAP                              -
      0x00000000f7a00000-0x00000000ffc00000    136314880 ---p            0            0 4K   -                JAVAHEAP                              -
      0x00007f7a10000000-0x00007f7a10021000       135168 rw-p       102400            0 4K   com              -                                     -
      """;

  @Test
  void heapIsToldFromTheRest() {
    MemoryMap map = MemoryMap.of(ANSWER);

    assertThat(map.heap()).isEqualTo(92278784);
    assertThat(map.besideHeap()).isEqualTo(4096 + 102400);
  }

  @Test
  void answerWithoutTrackingIsRefused() {
    String untracked = ANSWER.replace("JAVAHEAP   ", "-          ");

    assertThatThrownBy(() -> MemoryMap.of(untracked))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no heap among 4 mappings");
  }
}
