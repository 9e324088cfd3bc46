package io.piecemeal.benchmarks.command;

import io.piecemeal.benchmarks.scenario.Downloads;
import io.piecemeal.benchmarks.subject.Workspace;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A file of 100 MB, whole and in parts, from ours and from nginx. */
@Command(
    name = "download",
    description = "A file of 100 MB, whole and in parts, from ours and from nginx.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DownloadCommand extends Bench {

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "How often (default ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "3",
      description = "How long a turn takes (default ${DEFAULT-VALUE})")
  private int seconds;

  @Override
  void measure(Workspace workspace) throws IOException, InterruptedException {
    new Downloads(workspace, rounds, Duration.ofSeconds(seconds), Progress::tell)
        .measure()
        .forEach(this::tell);
  }
}
