package io.piecemeal.benchmarks.command;

import io.piecemeal.benchmarks.scenario.McpBesideHttp;
import io.piecemeal.benchmarks.subject.Workspace;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Chunks as calls of a tool, beside the same ones by HTTP. */
@Command(
    name = "mcp",
    description = "Chunks as calls of upload_append beside the same ones by PUT, in turns.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class McpCommand extends Bench {

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "How often (default ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "How long a turn takes (default ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "15",
      paramLabel = "SECONDS",
      description = "The turn of each before those that count (default ${DEFAULT-VALUE})")
  private int warmUp;

  @Override
  void measure(Workspace workspace) throws IOException, InterruptedException {
    new McpBesideHttp(
            workspace,
            rounds,
            Duration.ofSeconds(warmUp),
            Duration.ofSeconds(seconds),
            Progress::tell)
        .measure()
        .forEach(this::tell);
  }
}
