package io.piecemeal.faults.command;

import io.piecemeal.faults.clock.ClockRun;
import io.piecemeal.faults.load.Tally;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A service whose clock is wrong. */
@Command(
    name = "clock",
    description = "Move the service's clock by a day either way; only the database's counts.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ClockCommand extends Harness {

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "How long each wrong clock is under load (default ${DEFAULT-VALUE})")
  private int seconds;

  @Override
  Optional<String> missing() {
    return ClockRun.missing();
  }

  @Override
  Verdict run(WorkFolder work, Build build, long seed)
      throws IOException, InterruptedException, ExecutionException {
    Tally tally = new Tally();
    ClockRun run = new ClockRun(work, build, tally);
    run.run(seed, Duration.ofSeconds(seconds));
    return new Verdict("looks=%d %s".formatted(run.looks(), tally.figures()), tally.findings());
  }
}
