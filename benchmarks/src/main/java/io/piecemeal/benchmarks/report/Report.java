package io.piecemeal.benchmarks.report;

import io.piecemeal.benchmarks.figures.CaseResult;
import io.piecemeal.benchmarks.figures.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results of one run in files of one name. */
public record Report(String name, RunInfo info, List<CaseResult> results, List<Findings> findings) {

  /** Copies the lists. */
  public Report {
    results = List.copyOf(results);
    findings = List.copyOf(findings);
  }

  /** Writes {@code name.md}, {@code name.json} and, where there is something to draw, a plot. */
  public void writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + ".md"), markdown());
    Files.writeString(folder.resolve(name + ".json"), JsonResults.render(this));
    if (!results.isEmpty()) {
      Files.writeString(folder.resolve(name + ".svg"), Plot.render(results));
    }
  }

  private String markdown() {
    String facts =
        info.lines().stream().map(line -> "- " + line + "\n").collect(Collectors.joining());
    String tables =
        Stream.concat(
                results.stream().map(CaseTable::render),
                findings.stream().map(FindingsTable::render))
            .collect(Collectors.joining("\n"));
    return "# %s%n%n%s%nMedians over the rounds, with the lowest and the highest. A ratio is the first row's figure divided by that of%nits own row, round by round.%n%n%s"
        .formatted(name, facts, tables);
  }
}
