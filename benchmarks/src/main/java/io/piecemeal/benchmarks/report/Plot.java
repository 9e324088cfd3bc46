package io.piecemeal.benchmarks.report;

import io.piecemeal.benchmarks.figures.CaseResult;
import io.piecemeal.benchmarks.figures.Metric;
import io.piecemeal.benchmarks.figures.Series;
import java.util.List;
import java.util.stream.Stream;

/** Results as a picture: one panel of bars for each of two metrics. */
final class Plot {

  private static final List<Metric> METRICS = List.of(Metric.THROUGHPUT, Metric.CPU_PER_GB);
  private static final int MARGIN = 20;
  private static final int LEGEND = 30;

  private Plot() {}

  static String render(List<CaseResult> results) {
    List<String> subjects =
        results.stream().flatMap(Plot::plotted).map(Series::subject).distinct().toList();
    int width = BarPanel.width(results.size(), subjects.size()) + 2 * MARGIN;
    int height = LEGEND + METRICS.size() * BarPanel.HEIGHT + MARGIN;
    Svg svg = new Svg(width, height);
    int x = MARGIN;
    for (int index = 0; index < subjects.size(); index++) {
      svg.rectangle(x, MARGIN - 10, 12, 12, Palette.colour(index));
      svg.text(x + 18, MARGIN, Svg.Anchor.START, subjects.get(index));
      x += 34 + 8 * subjects.get(index).length();
    }
    for (int panel = 0; panel < METRICS.size(); panel++) {
      new BarPanel(METRICS.get(panel), results, subjects)
          .draw(svg, MARGIN, LEGEND + panel * BarPanel.HEIGHT);
    }
    return svg.render();
  }

  private static Stream<Series> plotted(CaseResult result) {
    return result.series().stream()
        .filter(series -> METRICS.stream().anyMatch(metric -> series.spread(metric).isPresent()));
  }
}
