package io.piecemeal.benchmarks.command;

import io.piecemeal.benchmarks.load.ChunkSize;
import io.piecemeal.benchmarks.load.LoadCase;
import io.piecemeal.benchmarks.peer.Ours;
import io.piecemeal.benchmarks.subject.Rounds;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Turn;
import io.piecemeal.benchmarks.subject.Workspace;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many connections with large chunks at once in a small heap. */
@Command(
    name = "memory",
    description = "Many connections with large chunks at once in a small heap.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class MemoryCommand extends Bench {

  private static final long MOST_BYTES = 12_000_000_000L;

  @Option(
      names = "--heap",
      defaultValue = "-Xmx64m",
      description = "The option for the JVM (default ${DEFAULT-VALUE})")
  private String heap = "";

  @Option(
      names = "--connections",
      defaultValue = "200",
      description = "How many (default ${DEFAULT-VALUE})")
  private int connections;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often (default ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "How long a turn takes (default ${DEFAULT-VALUE})")
  private int seconds;

  @Override
  void measure(Workspace workspace) throws IOException, InterruptedException {
    Subject ours = new Ours("ours " + heap, heap, List.of()).start(workspace);
    LoadCase load = new LoadCase(ChunkSize.parse("5MiB"), connections);
    Turn turn = Turn.closedLoop(load, Duration.ofSeconds(seconds), MOST_BYTES);
    tell(new Rounds(List.of(ours), rounds, Progress::tell).run(load.toString(), turn, _ -> turn));
  }
}
