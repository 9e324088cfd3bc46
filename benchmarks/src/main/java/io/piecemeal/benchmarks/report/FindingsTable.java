package io.piecemeal.benchmarks.report;

import io.piecemeal.benchmarks.figures.Findings;
import java.util.List;

/** Findings as a table. */
public final class FindingsTable {

  private FindingsTable() {}

  /** The table below its title. */
  public static String render(Findings findings) {
    TextTable table = new TextTable(List.of(findings.title(), "median (min–max)", "unit"));
    findings
        .all()
        .forEach(
            finding ->
                table.add(
                    List.of(
                        finding.what(),
                        finding.value().toText(finding.decimals()),
                        finding.unit())));
    return table.render();
  }
}
