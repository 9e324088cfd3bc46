package io.piecemeal.bootstrap.cli;

import io.piecemeal.application.port.in.ScrubFiles;
import io.piecemeal.application.port.in.ScrubFiles.Scrubbed;
import io.piecemeal.application.port.in.ScrubFiles.Verdict;
import io.piecemeal.bootstrap.settings.StoreOptions;
import io.piecemeal.bootstrap.wiring.OneShotContext;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads all files once, as fast as it goes, and tells which are damaged. */
@Command(
    name = "scrub",
    description = "Read all files and compare them with what was acknowledged.",
    mixinStandardHelpOptions = true,
    footer = "%nEnds with 1 if a file is damaged. Works whether the service runs or not.")
public final class ScrubCommand implements Callable<Integer> {

  @Mixin private final StoreOptions options = new StoreOptions();

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  private long files;
  private long damaged;
  private long changed;
  private ByteCount bytes = ByteCount.ZERO;

  @Override
  public Integer call() {
    OneShotContext.on(options, context -> scrub(context.getBean(ScrubFiles.class)));
    out()
        .printf(
            "scrubbed %d files, %s bytes; %d damaged, %d changed meanwhile%n",
            files, bytes, damaged, changed);
    return damaged == 0 ? 0 : 1;
  }

  @Command(
      name = "status",
      description = "Show what a service that runs has read to find damage, and how far it is.",
      mixinStandardHelpOptions = true)
  void status(
      @Option(
              names = "--url",
              paramLabel = "URL",
              description =
                  "The service, such as https://files.example.org; PIECEMEAL_ADMIN_KEY has to hold"
                      + " a key with the scope admin (PIECEMEAL_URL)")
          @Nullable String url) {
    AdminApi api =
        AdminApi.at(url == null ? "" : url)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "Say which service: --url (PIECEMEAL_URL)"));
    Map<String, Object> found =
        api.call("GET", "/scrub", Optional.empty()).orElseThrow(api::absent);
    out()
        .printf(
            "read %s files, %s bytes since the start; %s of them damaged%n",
            found.get("files"), found.get("bytes"), found.get("damaged"));
    print("damaged in all", found.get("damaged_files"));
    if (found.get("last") instanceof Map<?, ?> last) {
      print(
          "last",
          "%s, %s bytes, %s, %s"
              .formatted(
                  last.get("file_id"), last.get("size"), last.get("verdict"), last.get("read_at")));
      print("at shard", "%s of %s".formatted(found.get("shard"), found.get("shards")));
    }
    print("all read at", found.getOrDefault("finished_at", "never"));
  }

  private void print(String what, @Nullable Object value) {
    out().printf("%-14s %s%n", what, value == null ? "not counted yet" : value);
  }

  private long scrub(ScrubFiles scrub) {
    Optional<Scrubbed> next = next(scrub, Optional.empty());
    while (next.isPresent()) {
      report(next.get());
      next = next(scrub, next.map(Scrubbed::file));
    }
    return files;
  }

  private Optional<Scrubbed> next(ScrubFiles scrub, Optional<FileId> after) {
    return scrub.scrubNext(after, read -> bytes = bytes.plus(read));
  }

  private void report(Scrubbed scrubbed) {
    files++;
    switch (scrubbed.verdict()) {
      case Verdict.Whole whole -> {}
      case Verdict.Changed gone -> changed++;
      case Verdict.Damaged damage -> {
        damaged++;
        out()
            .printf(
                "damaged  %s  offset %s  %s%n", scrubbed.file(), damage.offset(), damage.what());
      }
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
