package io.piecemeal.faults.command;

import io.piecemeal.faults.failover.FailoverRun;
import io.piecemeal.faults.failover.Replication;
import io.piecemeal.faults.failover.Route;
import io.piecemeal.faults.load.ChunkMix;
import io.piecemeal.faults.load.Tally;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A primary that is lost, and the standby that takes over. */
@Command(
    name = "failover",
    description = "Kill the primary of a Patroni cluster of three at random moments under load.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class FailoverCommand extends Harness {

  @Mixin private final AssaultOptions options = new AssaultOptions();

  @Option(
      names = "--route",
      defaultValue = "hosts",
      description =
          "How the service reaches the primary: ${COMPLETION-CANDIDATES} (default"
              + " ${DEFAULT-VALUE})")
  private Route route = Route.HOSTS;

  @Option(
      names = "--asynchronous",
      description = "Do without synchronous_mode, and have to lose something")
  private boolean asynchronous;

  @Override
  Optional<String> missing() {
    return FailoverRun.missing();
  }

  @Override
  Verdict run(WorkFolder work, Build build, long seed)
      throws IOException, InterruptedException, ExecutionException {
    Tally tally = new Tally();
    Replication replication = asynchronous ? Replication.ASYNCHRONOUS : Replication.SYNCHRONOUS;
    FailoverRun run = new FailoverRun(work, build, replication, route, tally, seed);
    Wanted wanted = asynchronous ? Wanted.FINDINGS : Wanted.NOTHING;
    int kills = run.run(options.bounds(ChunkMix.FULL, seed, wanted));
    String line =
        "%s %s kills=%d %s %s".formatted(replication, route, kills, run.figures(), tally.figures());
    return wanted.judged(line, tally.findings());
  }
}
