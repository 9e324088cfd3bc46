package io.piecemeal.faults.command;

import io.piecemeal.faults.load.ChunkMix;
import io.piecemeal.faults.load.Tally;
import io.piecemeal.faults.powercut.PowercutRun;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A disk that loses what was not synced. */
@Command(
    name = "powercut",
    description = "Cut the power of the disk with files and database under load (root only).",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class PowercutCommand extends Harness {

  @Mixin private final AssaultOptions options = new AssaultOptions();

  @Mixin private final MutantOption mutant = new MutantOption();

  @Override
  Optional<String> missing() {
    return PowercutRun.missing();
  }

  @Override
  Verdict run(WorkFolder work, Build build, long seed)
      throws IOException, InterruptedException, ExecutionException {
    Tally tally = new Tally();
    PowercutRun run = new PowercutRun(work, mutant.chosen(build, work), tally, seed);
    int cuts = run.run(options.bounds(ChunkMix.SMALL, seed, mutant.wanted()));
    String line = "cuts=%d %s".formatted(cuts, tally.figures());
    return mutant.judged(new Verdict(line, tally.findings()), cuts + " cuts");
  }
}
