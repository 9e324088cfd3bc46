package io.piecemeal.benchmarks.report;

import io.piecemeal.benchmarks.figures.CaseResult;
import io.piecemeal.benchmarks.figures.Metric;
import io.piecemeal.benchmarks.figures.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One case as a table: a row for each subject, medians with their extremes. */
public final class CaseTable {

  private static final int RATIO_DECIMALS = 2;

  private static final List<Ratio> RATIOS =
      List.of(
          new Ratio("req/s", Metric.REQUESTS),
          new Ratio("p50", Metric.MEDIAN_LATENCY),
          new Ratio("CPU/GB", Metric.CPU_PER_GB));

  private CaseTable() {}

  /** The table below its title. */
  public static String render(CaseResult result) {
    List<Metric> metrics =
        Arrays.stream(Metric.values())
            .filter(
                metric ->
                    result.series().stream().anyMatch(series -> series.spread(metric).isPresent()))
            .toList();
    Series first = result.series().getFirst();
    List<Ratio> ratios =
        result.series().size() == 1
            ? List.of()
            : RATIOS.stream().filter(ratio -> metrics.contains(ratio.metric())).toList();
    List<String> headings = new ArrayList<>(List.of(result.title()));
    ratios.forEach(ratio -> headings.add(first.subject() + "/it " + ratio.label()));
    metrics.forEach(metric -> headings.add(metric.heading()));
    TextTable table = new TextTable(headings);
    for (Series series : result.series()) {
      List<String> cells = new ArrayList<>(List.of(series.subject()));
      ratios.forEach(ratio -> cells.add(ratio.cell(first, series)));
      metrics.forEach(metric -> cells.add(cell(series, metric)));
      table.add(cells);
    }
    return table.render();
  }

  private static String cell(Series series, Metric metric) {
    return series.spread(metric).map(spread -> spread.toText(metric.decimals())).orElse("");
  }

  /** The first subject's value of a metric divided by another's. */
  private record Ratio(String label, Metric metric) {

    String cell(Series first, Series other) {
      return first == other
          ? ""
          : first.ratioTo(other, metric).map(spread -> spread.toText(RATIO_DECIMALS)).orElse("");
    }
  }
}
