package io.piecemeal.benchmarks.command;

import io.piecemeal.benchmarks.scenario.LongListing;
import io.piecemeal.benchmarks.scenario.LongSession;
import io.piecemeal.benchmarks.scenario.SweepInParallel;
import io.piecemeal.benchmarks.subject.Workspace;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Appends to long sessions, pages of long lists, appends during a sweep. */
@Command(
    name = "growth",
    description = "Appends to long sessions, pages of long lists, appends during a sweep.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class GrowthCommand extends Bench {

  @Option(
      names = "--chunks",
      defaultValue = "10000",
      description = "Chunks of the long session (default ${DEFAULT-VALUE})")
  private int chunks;

  @Option(
      names = "--files",
      defaultValue = "1000000",
      description = "Files of the long list (default ${DEFAULT-VALUE})")
  private int files;

  @Option(
      names = "--expired",
      defaultValue = "100000",
      description = "Files to sweep (default ${DEFAULT-VALUE})")
  private int expired;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "How long a turn of appends takes (default ${DEFAULT-VALUE})")
  private int seconds;

  @Override
  void measure(Workspace workspace) throws IOException, InterruptedException {
    tell(new LongSession(workspace, chunks, Progress::tell).measure());
    tell(new LongListing(workspace, files, Progress::tell).measure());
    Duration time = Duration.ofSeconds(seconds);
    tell(new SweepInParallel(workspace, expired, time, Progress::tell).measure());
  }
}
