package io.piecemeal.benchmarks.command;

import io.piecemeal.benchmarks.scenario.StartTimes;
import io.piecemeal.benchmarks.subject.Workspace;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long the service takes from its launch until it is ready. */
@Command(
    name = "start",
    description = "How long the service takes from its launch until it is ready.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class StartCommand extends Bench {

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "How often (default ${DEFAULT-VALUE})")
  private int rounds;

  @Override
  void measure(Workspace workspace) throws IOException, InterruptedException {
    tell(new StartTimes(workspace, rounds).measure());
  }
}
