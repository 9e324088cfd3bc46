package io.piecemeal.cli;

import io.piecemeal.client.Existing;
import io.piecemeal.client.PiecemealClient;
import io.piecemeal.client.StoredFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "get",
    description = {
      "Downloads files under the names that they have, without what is not for a file's name.",
      "A run that was interrupted is continued by the same command."
    })
final class GetCommand implements Callable<Integer> {

  private static final String STANDARD_OUTPUT = "-";

  private final Surroundings surroundings;

  @Mixin private Target target = new Target();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "where to: a file, a folder, or - for standard output; else this folder")
  private @Nullable String output;

  @Option(names = "--force", description = "replace files that are there")
  private boolean force;

  @Parameters(arity = "1..*", paramLabel = "FILE_ID", description = "ids of files")
  private List<String> ids = List.of();

  GetCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    boolean folder = output == null || Files.isDirectory(Path.of(output));
    if (ids.size() > 1 && !folder) {
      throw new SetupException("--output has to be a folder for more than one file");
    }
    try (PiecemealClient client = target.client(surroundings);
        Progress progress = new Progress(surroundings)) {
      Report report = new Report(surroundings, progress, target.json());
      for (String id : ids) {
        get(client, id, progress, report);
      }
      return report.exitCode();
    }
  }

  private void get(PiecemealClient client, String id, Progress progress, Report report) {
    try {
      Transfer transfer = new Transfer(progress);
      if (STANDARD_OUTPUT.equals(output)) {
        client.download(id, surroundings.output(), transfer);
        if (surroundings.output().checkError()) {
          throw new SetupException("standard output was closed");
        }
        return;
      }
      StoredFile file = client.file(id);
      Path path = path(file);
      client.download(id, path, force ? Existing.REPLACE : Existing.KEEP, transfer);
      Map<String, @Nullable Object> members = Report.members(file);
      members.put("path", path.toString());
      report.say(members, path.toString());
    } catch (RuntimeException e) {
      report.failed(id, e);
    }
  }

  private Path path(StoredFile file) {
    String name = Names.local(file.filename(), file.id());
    if (output == null) {
      return Path.of(name);
    }
    Path given = Path.of(output);
    return Files.isDirectory(given) ? given.resolve(name) : given;
  }
}
