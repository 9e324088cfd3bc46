package io.piecemeal.cli;

import io.piecemeal.client.PiecemealClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "rm", description = "Deletes files, complete or not, and says which.")
final class RmCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Mixin private Target target = new Target();

  @Parameters(arity = "1..*", paramLabel = "FILE_ID", description = "ids of files")
  private List<String> ids = List.of();

  RmCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (PiecemealClient client = target.client(surroundings);
        Progress progress = new Progress(surroundings)) {
      Report report = new Report(surroundings, progress, target.json());
      for (String id : ids) {
        try {
          client.delete(id);
          report.say(Map.of("file_id", id, "deleted", true), id);
        } catch (RuntimeException e) {
          report.failed(id, e);
        }
      }
      return report.exitCode();
    }
  }
}
