package io.piecemeal.benchmarks.command;

import io.piecemeal.benchmarks.figures.CaseResult;
import io.piecemeal.benchmarks.figures.Findings;
import io.piecemeal.benchmarks.report.Report;
import io.piecemeal.benchmarks.report.RunInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where results are kept. */
final class ReportOptions {

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Also write Markdown, JSON and, for loads, a plot there")
  private Optional<Path> folder = Optional.empty();

  void write(String name, RunInfo info, List<CaseResult> results, List<Findings> findings)
      throws IOException {
    if (folder.isPresent()) {
      new Report(name, info, results, findings).writeTo(folder.get());
    }
  }
}
