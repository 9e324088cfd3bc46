package io.piecemeal.benchmarks.command;

import io.piecemeal.benchmarks.scenario.PutBesideLoad;
import io.piecemeal.benchmarks.subject.Workspace;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Files sent by the command for callers, beside the same bytes from the load client. */
@Command(
    name = "put",
    description = "Files sent by ./piecemeal put beside the same bytes from the load client.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class PutCommand extends Bench {

  private static final int CHUNK_MIB = 5;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "How often (default ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--chunks",
      defaultValue = "200",
      description = "How many chunks of 5 MiB each file has (default ${DEFAULT-VALUE}, 1 GB)")
  private int chunks;

  @Option(
      names = "--connections",
      defaultValue = "1,4",
      split = ",",
      description = "How many files are sent at once (default ${DEFAULT-VALUE})")
  private List<Integer> connections = List.of();

  @Override
  void measure(Workspace workspace) throws IOException, InterruptedException {
    long bytes = ((long) chunks * CHUNK_MIB) << 20;
    for (int number : connections) {
      tell(new PutBesideLoad(workspace, rounds, bytes, Progress::tell).measure(number));
    }
  }
}
