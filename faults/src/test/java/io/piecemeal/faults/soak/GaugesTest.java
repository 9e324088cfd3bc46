package io.piecemeal.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GaugesTest {

  @Test
  void growthIsMoreThanAShareAndSlack() {
    assertThat(Gauge.FILES.hasGrown(100, 130)).isFalse();
    assertThat(Gauge.FILES.hasGrown(100, 140)).isTrue();
    assertThat(Gauge.HEAP_AFTER_GC.hasGrown(30e6, 40e6)).isFalse();
    assertThat(Gauge.HEAP_AFTER_GC.hasGrown(30e6, 60e6)).isTrue();
  }

  @Test
  void residentHeapIsShownButNotJudged() {
    assertThat(Gauge.RESIDENT_HEAP.hasGrown(70e6, 510e6)).isFalse();
    assertThat(Gauge.BESIDE_HEAP.hasGrown(240e6, 270e6)).isFalse();
    assertThat(Gauge.BESIDE_HEAP.hasGrown(240e6, 290e6)).isTrue();
  }

  @Test
  void onePeakDoesNotMoveTheMedian() {
    assertThat(Gauges.median(List.of(3.0, 1.0, 900.0, 2.0, 3.0))).isEqualTo(3.0);
    assertThat(Gauges.median(List.of())).isZero();
  }

  @Test
  void metricIsTheSumOfItsSeries() {
    List<String> metrics =
        List.of(
            "# HELP jvm_memory_used_bytes used",
            "jvm_memory_used_bytes{area=\"heap\",id=\"Eden\"} 1.5E6",
            "jvm_memory_used_bytes{area=\"heap\",id=\"Old\"} 500000.0",
            "jvm_memory_used_bytes{area=\"nonheap\",id=\"Metaspace\"} 7.0");

    assertThat(Sampler.sum(metrics, "jvm_memory_used_bytes{area=\"heap\"")).isEqualTo(2e6);
  }
}
