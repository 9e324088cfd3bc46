package io.piecemeal.cli;

import io.piecemeal.client.FilePage;
import io.piecemeal.client.PiecemealClient;
import io.piecemeal.client.StoredFile;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "ls",
    description = "Lists the key's own files, newest first: id, bytes, status, name.")
final class LsCommand implements Callable<Integer> {

  private static final int PAGE = 500;

  private final Surroundings surroundings;

  @Mixin private Target target = new Target();

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      defaultValue = "1000000",
      description = "at most so many files; all by default")
  private int limit;

  LsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new UsageException("--limit is at least 1");
    }
    try (PiecemealClient client = target.client(surroundings);
        Progress progress = new Progress(surroundings)) {
      Report report = new Report(surroundings, progress, target.json());
      Optional<String> after = Optional.empty();
      int left = limit;
      do {
        FilePage page = client.files(after, Math.min(left, PAGE));
        page.files().forEach(file -> report.say(Report.members(file), line(file)));
        left -= page.files().size();
        after = page.next();
      } while (after.isPresent() && left > 0);
      return report.exitCode();
    }
  }

  private static String line(StoredFile file) {
    return "%s  %12d  %-9s  %s"
        .formatted(
            file.id(), file.size(), file.complete() ? "complete" : "uploading", file.filename());
  }
}
