package io.piecemeal.faults.command;

import io.piecemeal.faults.kill.KillRun;
import io.piecemeal.faults.load.Assault;
import io.piecemeal.faults.load.ChunkMix;
import io.piecemeal.faults.load.Tally;
import io.piecemeal.faults.target.Build;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Processes that end at any moment. */
@Command(
    name = "kill",
    description = "Kill the service, its database or both at random moments under load.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class KillCommand extends Harness {

  @Option(
      names = "--rounds",
      defaultValue = "300",
      description = "How many kills (default ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "7200",
      description = "No kill after this time (default ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--clients",
      defaultValue = "32",
      description = "Sessions at once, half of them with offset (default ${DEFAULT-VALUE})")
  private int clients;

  @Override
  Verdict run(WorkFolder work, Build build, long seed)
      throws IOException, InterruptedException, ExecutionException {
    Tally tally = new Tally();
    KillRun run = new KillRun(work, build, tally, seed);
    int kills =
        run.run(
            new Assault.Bounds(clients, ChunkMix.FULL, seed, rounds, Duration.ofSeconds(seconds)));
    return new Verdict(
        "kills=%d %s %s".formatted(kills, run.victims(), tally.figures()), tally.findings());
  }
}
