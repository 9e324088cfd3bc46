package io.piecemeal.cli;

import io.piecemeal.client.PiecemealClient;
import io.piecemeal.client.Source;
import io.piecemeal.client.StoredFile;
import io.piecemeal.client.UploadOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "put",
    description = {
      "Uploads files, and prints their ids.",
      "A run that was interrupted is continued by the same command: what is stored already is not sent again."
    })
final class PutCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";

  private final Surroundings surroundings;

  @Mixin private Target target = new Target();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "the name that the file gets, of one file")
  private @Nullable String name;

  @Option(names = "--type", paramLabel = "TYPE", description = "the media type of the files")
  private @Nullable String type;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      defaultValue = "4",
      description = "how many files at once (default: ${DEFAULT-VALUE})")
  private int jobs;

  @Option(
      names = "--chunk-size",
      paramLabel = "BYTES",
      description = "at most so many bytes in a chunk; else as the service recommends")
  private @Nullable Long chunkSize;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "files, or - for standard input")
  private List<String> files = List.of();

  PutCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (name != null && files.size() > 1) {
      throw new UsageException("--name is for one file");
    }
    Names.requireText(name);
    if (Collections.frequency(files, STANDARD_INPUT) > 1) {
      throw new UsageException("standard input (-) can be sent once only");
    }
    if (jobs < 1 || (chunkSize != null && chunkSize < 1)) {
      throw new UsageException("--jobs and --chunk-size are at least 1");
    }
    URI server = target.options(surroundings).url();
    try (PiecemealClient client = target.client(surroundings);
        Progress progress = new Progress(surroundings)) {
      Report report = new Report(surroundings, progress, target.json());
      try (ExecutorService pool = Executors.newFixedThreadPool(Math.min(jobs, files.size()))) {
        for (String file : files) {
          pool.execute(() -> put(client, server, file, progress, report));
        }
      }
      return report.exitCode();
    }
  }

  private void put(
      PiecemealClient client, URI server, String file, Progress progress, Report report) {
    try {
      Transfer transfer = new Transfer(progress);
      StoredFile stored =
          file.equals(STANDARD_INPUT)
              ? client.upload(
                  Source.of(surroundings.input()),
                  options(name == null ? "stdin" : name).withListener(transfer))
              : send(client, server, Names.path(file), transfer, report);
      Map<String, @Nullable Object> members = Report.members(stored);
      members.put("bytes_sent", transfer.sent());
      members.put("resumed_at", transfer.resumedAt());
      report.say(members, stored.id() + "  " + stored.filename());
    } catch (RuntimeException e) {
      report.failed(file, e);
    }
  }

  private StoredFile send(
      PiecemealClient client, URI server, Path file, Transfer transfer, Report report) {
    checkReadable(file);
    Path label = file.toAbsolutePath().normalize().getFileName();
    UploadOptions options = options(name == null ? String.valueOf(label) : name);
    try (Pending pending = Pending.open(surroundings.state(), server, file, options)) {
      return new FileUpload(client, file, options, transfer, pending, report).run();
    }
  }

  private UploadOptions options(String label) {
    UploadOptions options = UploadOptions.named(label);
    if (type != null) {
      options = options.withContentType(type);
    }
    return chunkSize == null ? options : options.withChunkBytes(chunkSize);
  }

  /** A folder, or a pipe, cannot be read again: the one is refused here, the other is for -. */
  private static void checkReadable(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new SetupException(
          Files.exists(file) ? "not a file; to send a pipe, use -" : "there is no such file");
    }
    try {
      file.getFileSystem().provider().checkAccess(file, AccessMode.READ);
    } catch (IOException e) {
      throw new SetupException("it may not be read", e);
    }
  }
}
