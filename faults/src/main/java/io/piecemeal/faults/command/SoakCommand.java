package io.piecemeal.faults.command;

import io.piecemeal.faults.load.Tally;
import io.piecemeal.faults.soak.SoakRun;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A long time under load. */
@Command(
    name = "soak",
    description = "Mixed load for a long time, in which nothing may leak or grow.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SoakCommand extends Harness {

  @Option(
      names = "--seconds",
      defaultValue = "3600",
      description = "How long (default ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--clients",
      defaultValue = "16",
      description = "Sessions at once, half of them with offset (default ${DEFAULT-VALUE})")
  private int clients;

  @Override
  Verdict run(WorkFolder work, Build build, long seed)
      throws IOException, InterruptedException, ExecutionException {
    Tally tally = new Tally();
    SoakRun run = new SoakRun(work, build, tally);
    run.run(clients, seed, Duration.ofSeconds(seconds));
    return new Verdict("%s; %s;".formatted(tally.figures(), run.figures()), tally.findings());
  }
}
