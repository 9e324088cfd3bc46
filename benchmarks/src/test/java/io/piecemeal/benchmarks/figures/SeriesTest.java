package io.piecemeal.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeriesTest {

  @Test
  void ratioIsTakenRoundByRound() {
    Series ours = series("ours", 10, 30, 20);
    Series peer = series("peer", 10, 10, 10);

    assertThat(ours.ratioTo(peer, Metric.REQUESTS)).hasValue(new Spread(2, 1, 3));
  }

  @Test
  void metricThatDoesNotApplyIsAbsent() {
    assertThat(series("disk", 1).spread(Metric.CPU_PER_GB)).isEmpty();
    assertThat(series("ours", 1).ratioTo(series("disk", 1), Metric.CPU_PER_GB)).isEmpty();
  }

  @Test
  void nothingIsComparedWithZero() {
    assertThat(series("ours", 1).ratioTo(series("broken", 0), Metric.REQUESTS)).isEmpty();
  }

  private static Series series(String subject, double... rates) {
    Series series = new Series(subject);
    for (double rate : rates) {
      series.add(new Figures().with(Metric.REQUESTS, rate));
    }
    return series;
  }
}
