package io.piecemeal.faults.command;

import io.piecemeal.faults.kill.KillRun;
import io.piecemeal.faults.load.ChunkMix;
import io.piecemeal.faults.load.Tally;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Processes that end at any moment. */
@Command(
    name = "kill",
    description = "Kill the service, its database or both at random moments under load.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class KillCommand extends Harness {

  @Mixin private final AssaultOptions options = new AssaultOptions();

  @Mixin private final MutantOption mutant = new MutantOption();

  @Override
  Verdict run(WorkFolder work, Build build, long seed)
      throws IOException, InterruptedException, ExecutionException {
    Tally tally = new Tally();
    KillRun run = new KillRun(work, mutant.chosen(build, work), tally, seed);
    int kills = run.run(options.bounds(ChunkMix.FULL, seed, mutant.wanted()));
    String line = "kills=%d %s %s".formatted(kills, run.victims(), tally.figures());
    return mutant.judged(new Verdict(line, tally.findings()), kills + " kills");
  }
}
