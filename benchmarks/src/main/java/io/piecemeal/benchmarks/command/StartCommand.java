package io.piecemeal.benchmarks.command;

import io.piecemeal.benchmarks.load.LoadCase;
import io.piecemeal.benchmarks.peer.Ours;
import io.piecemeal.benchmarks.scenario.ColdRate;
import io.piecemeal.benchmarks.scenario.StartTimes;
import io.piecemeal.benchmarks.subject.Workspace;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long the service takes from its launch until it is ready, and how fast it is then. */
@Command(
    name = "start",
    description =
        "How long the service takes from its launch until it is ready, and how fast it is then.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class StartCommand extends Bench {

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "How often (default ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--cold",
      defaultValue = "10",
      paramLabel = "SECONDS",
      description =
          "How long its rate counts as cold; warm is that after three times as long"
              + " (default ${DEFAULT-VALUE})")
  private int cold;

  @Override
  void measure(Workspace workspace) throws IOException, InterruptedException {
    tell(new StartTimes(workspace, rounds).measure());
    LoadCase load = LoadCase.parse("16KiBx8");
    tell(new ColdRate(new Ours(), workspace, load, rounds, Duration.ofSeconds(cold)).measure());
  }
}
