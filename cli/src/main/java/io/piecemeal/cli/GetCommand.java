package io.piecemeal.cli;

import io.piecemeal.client.Existing;
import io.piecemeal.client.IncompleteException;
import io.piecemeal.client.LocalFileException;
import io.piecemeal.client.PiecemealClient;
import io.piecemeal.client.StoredFile;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
      "A run that was interrupted is continued by the same command.",
      "A file that is still being uploaded is refused, unless --partial is given."
    })
final class GetCommand implements Callable<Integer> {

  /** Opened by its name, a file behind standard output would be written to from its beginning. */
  private static final Set<String> STANDARD_OUTPUT =
      Set.of("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1");

  private final Surroundings surroundings;

  @Mixin private Target target = new Target();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "where to: a file, a folder (made if its name ends with /), a pipe, or - for standard output;"
              + " else this folder")
  private @Nullable String output;

  @Option(names = "--force", description = "replace files that are there")
  private boolean force;

  @Option(
      names = "--partial",
      description = "take what is there of a file that is still being uploaded, too")
  private boolean partial;

  @Parameters(arity = "1..*", paramLabel = "FILE_ID", description = "ids of files")
  private List<String> ids = List.of();

  GetCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (ids.size() > 1 && !isFolder()) {
      throw new UsageException("--output has to be a folder for more than one file");
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
      if (output != null && STANDARD_OUTPUT.contains(output)) {
        write(client, id, surroundings.output(), transfer, report);
        if (surroundings.output().checkError()) {
          throw new SetupException(
              "standard output takes no more: it was closed, or a disk is full");
        }
        return;
      }
      if (isPipeOrDevice()) {
        try (OutputStream pipe = openOutput()) {
          write(client, id, pipe, transfer, report);
        }
        return;
      }
      StoredFile now = client.file(id);
      Path path = path(now);
      if (partial || now.complete()) {
        makeFolder();
      }
      Existing existing = force ? Existing.REPLACE : Existing.KEEP;
      StoredFile file =
          partial
              ? client.downloadSoFar(id, path, existing, transfer)
              : client.download(id, path, existing, transfer);
      warnOfRest(file, report);
      Map<String, @Nullable Object> members = Report.members(file);
      members.put("path", path.toString());
      report.say(members, path.toString());
    } catch (IncompleteException e) {
      report.failed(
          id,
          e,
          "wait with `piecemeal watch %s`, or take what is there with --partial".formatted(id));
    } catch (LocalFileException e) {
      report.failed(
          id,
          e,
          e.getCause() instanceof FileAlreadyExistsException
              ? "replace it with --force, or give another place with --output"
              : "");
    } catch (IOException e) {
      report.failed(
          id, new SetupException("cannot write %s: %s".formatted(output, e.getMessage()), e));
    } catch (RuntimeException e) {
      report.failed(id, e);
    }
  }

  private void write(
      PiecemealClient client, String id, OutputStream target, Transfer transfer, Report report) {
    StoredFile file =
        partial
            ? client.downloadSoFar(id, target, transfer)
            : client.download(id, target, transfer);
    warnOfRest(file, report);
  }

  private static void warnOfRest(StoredFile file, Report report) {
    if (!file.complete()) {
      report.warn(
          "%s is not complete: these are its first %d bytes".formatted(file.id(), file.size()));
    }
  }

  private boolean isFolder() {
    return output == null || endsAsFolder(output) || Files.isDirectory(Names.path(output));
  }

  private static boolean endsAsFolder(String path) {
    return path.endsWith("/") || path.endsWith(File.separator);
  }

  /**
   * A link is followed, and a pipe written into, only where the caller named it: another user of
   * the folder could have put one under the name that the service gives.
   */
  private Path path(StoredFile file) throws IOException {
    String name = Names.local(file.filename(), file.id());
    if (output == null) {
      return Path.of(name);
    }
    Path given = Names.path(output);
    if (isFolder()) {
      return given.resolve(name);
    }
    return Files.isSymbolicLink(given) && Files.exists(given) ? given.toRealPath() : given;
  }

  private boolean isPipeOrDevice() throws IOException {
    if (output == null || !Files.exists(Names.path(output))) {
      return false;
    }
    return Files.readAttributes(Names.path(output), BasicFileAttributes.class).isOther();
  }

  /** Of a pipe it waits for the reader. */
  private OutputStream openOutput() throws IOException {
    return Files.newOutputStream(Names.path(String.valueOf(output)), StandardOpenOption.WRITE);
  }

  private void makeFolder() {
    if (output == null || !endsAsFolder(output)) {
      return;
    }
    try {
      Files.createDirectories(Path.of(output));
    } catch (IOException e) {
      throw new SetupException("cannot make the folder " + output + ": " + e, e);
    }
  }
}
