package io.piecemeal.faults.command;

import io.piecemeal.faults.history.HistoryRun;
import io.piecemeal.faults.history.Nodes;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Concurrent clients of few files on two services. */
@Command(
    name = "history",
    description =
        "Many clients of few files on two services; each file's history has to be linearizable.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class HistoryCommand extends Harness {

  @Option(
      names = "--operations",
      defaultValue = "100000",
      description = "How many (default ${DEFAULT-VALUE})")
  private long operations;

  @Option(
      names = "--seconds",
      defaultValue = "3600",
      description = "No new file after this time (default ${DEFAULT-VALUE})")
  private int seconds;

  @Mixin private final MutantOption mutant = new MutantOption();

  @Mixin private final StoreOption store = new StoreOption();

  @Option(
      names = "--nodes",
      defaultValue = "2",
      description = "Services on one database (default ${DEFAULT-VALUE})")
  private int nodes;

  @Override
  Verdict run(WorkFolder work, Build build, long seed)
      throws IOException, InterruptedException, ExecutionException {
    Nodes started = Nodes.start(work, store.on(mutant.chosen(build, work), work), nodes);
    HistoryRun run = new HistoryRun(work, started, seed);
    run.run(operations, Duration.ofSeconds(seconds));
    String line = "nodes=%d %s %s".formatted(nodes, store, run.figures());
    return mutant.judged(new Verdict(line, run.findings()), run.operations() + " operations");
  }
}
