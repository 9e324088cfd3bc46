package io.piecemeal.benchmarks.report;

import io.piecemeal.benchmarks.figures.CaseResult;
import io.piecemeal.benchmarks.figures.Metric;
import io.piecemeal.benchmarks.figures.Series;
import io.piecemeal.benchmarks.figures.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Bars of one metric, in groups by case; a thin line in each spans its extremes. Each group has a
 * scale of its own, since large and small chunks lie two orders of magnitude apart.
 */
record BarPanel(Metric metric, List<CaseResult> results, List<String> subjects) {

  static final int HEIGHT = 230;

  private static final int BAR = 34;
  private static final int GAP = 30;
  private static final int TOP = 40;
  private static final int LABELS = 30;

  static int width(int cases, int subjects) {
    return cases * (subjects * BAR + GAP);
  }

  void draw(Svg svg, int left, int top) {
    double bottom = top + HEIGHT - LABELS;
    svg.text(
        left, top + 16.0, Svg.Anchor.START, metric.description() + " (bars compare within a case)");
    svg.line(left, bottom, left + width(results.size(), subjects.size()), bottom);
    for (int group = 0; group < results.size(); group++) {
      CaseResult result = results.get(group);
      double scale = (HEIGHT - TOP - LABELS) / highest(result);
      double x = left + GAP / 2.0 + group * (double) (subjects.size() * BAR + GAP);
      svg.text(x + subjects.size() * BAR / 2.0, bottom + 16, Svg.Anchor.MIDDLE, result.title());
      for (Series series : result.series()) {
        int bar = subjects.indexOf(series.subject());
        series
            .spread(metric)
            .ifPresent(spread -> bar(svg, x + bar * BAR, bottom, scale, spread, bar));
      }
    }
  }

  private void bar(Svg svg, double x, double bottom, double scale, Spread spread, int index) {
    double height = spread.median() * scale;
    svg.rectangle(x + 1, bottom - height, BAR - 2.0, height, Palette.colour(index));
    double middle = x + BAR / 2.0;
    svg.line(middle, bottom - spread.min() * scale, middle, bottom - spread.max() * scale);
    String value = String.format(Locale.ROOT, "%." + metric.decimals() + "f", spread.median());
    svg.text(middle, bottom - spread.max() * scale - 4, Svg.Anchor.MIDDLE, value);
  }

  private double highest(CaseResult result) {
    return result.series().stream()
        .map(series -> series.spread(metric))
        .flatMap(Optional::stream)
        .mapToDouble(Spread::max)
        .max()
        .orElse(1);
  }
}
