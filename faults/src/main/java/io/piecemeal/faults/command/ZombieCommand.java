package io.piecemeal.faults.command;

import io.piecemeal.faults.subject.Build;
import io.piecemeal.faults.zombie.ZombieRun;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commits that arrive late. */
@Command(
    name = "zombie",
    description = "Hold commits before the database, cut them off, and let them arrive later.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ZombieCommand extends Harness {

  @Option(
      names = "--rounds",
      defaultValue = "200",
      description = "How many commits are held (default ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--unsettled",
      defaultValue = "4",
      description =
          "How many more while the database is out of reach, half a minute each (default"
              + " ${DEFAULT-VALUE})")
  private int unsettled;

  @Override
  Verdict run(WorkFolder work, Build build, long seed)
      throws IOException, InterruptedException, ExecutionException {
    ZombieRun run = new ZombieRun(work, build, seed);
    run.run(rounds, unsettled);
    return new Verdict(run.figures(), run.findings());
  }
}
