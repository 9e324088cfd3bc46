package io.piecemeal.cli;

import io.piecemeal.client.PiecemealClient;
import io.piecemeal.client.StoredFile;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "watch", description = "Waits until a file is complete, and prints it then.")
final class WatchCommand implements Callable<Integer> {

  private static final Duration TURN = Duration.ofSeconds(30);

  private final Surroundings surroundings;

  @Mixin private Target target = new Target();

  @Parameters(paramLabel = "FILE_ID", description = "the id of a file")
  private String id = "";

  WatchCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (PiecemealClient client = target.client(surroundings);
        Progress progress = new Progress(surroundings)) {
      Report report = new Report(surroundings, progress, target.json());
      progress.expect(-1);
      StoredFile file = client.file(id);
      progress.found(file.size());
      while (!file.complete()) {
        long before = file.size();
        file = client.awaitChange(id, TURN);
        progress.moved(file.size() - before);
      }
      report.say(Report.members(file), file.id() + "  " + file.filename());
      return report.exitCode();
    }
  }
}
