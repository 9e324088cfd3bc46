package io.piecemeal.adapters.mcp.tool;

import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.OPTIONAL;
import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.REQUIRED;

import io.piecemeal.adapters.mcp.answer.ToolError;
import io.piecemeal.adapters.mcp.answer.ToolErrors;
import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.adapters.mcp.argument.Parameter;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.FailedCall;
import io.piecemeal.application.port.in.FindByDigest;
import io.piecemeal.application.port.in.StoreFile;
import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.guard.UploadBulkhead;
import io.piecemeal.http.server.metrics.ChunkCounts;
import io.piecemeal.http.server.metrics.ChunkCounts.Outcome;
import io.piecemeal.http.server.metrics.ChunkCounts.Result;
import io.piecemeal.http.server.metrics.Dialect;
import io.piecemeal.mcp.protocol.schema.OutputSchema;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Stores several small files in one call, each with a commit of its own. What the owner has already
 * is found by its digest, so a call that broke off is finished by the same call again.
 */
@Singleton
final class UploadMany implements Tool {

  private static final int MOST_FILES = 50;

  /** Bytes of all of them together. */
  private static final long MOST_BYTES = 1 << 20;

  private static final Parameter.Choice MODE =
      new Parameter.Choice(
          "mode",
          OPTIONAL,
          List.of("all", "each"),
          "all (the default): if one is refused, none of them stays; each: the others are stored.");

  private static final Parameter.Objects FILES =
      new Parameter.Objects(
          "files",
          REQUIRED,
          ManyFile.PARAMETERS,
          MOST_FILES,
          "At most %d files of together %d bytes.".formatted(MOST_FILES, MOST_BYTES));

  private static final ToolDescription DESCRIPTION =
      new ToolDescription(
          "upload_many",
          "Store several small files",
          """
          Stores several small files in one call; each is complete at once. Example: \
          {"files":[{"filename":"a.md","text":"# A"},{"filename":"b.png","base64":"iVBORw0...",\
          "sha256":"9f86..."}]}. Give each its text, or base64 that a program made, and sha256 if a \
          program computed it.
          What you have stored already, under whatever name, is not stored again: its status is \
          exists, with the file_id there is. A file with sha256 alone is only looked for, and \
          missing if you do not have it: call again with its bytes. So the same call can be made \
          again after an answer got lost.
          With mode all nothing stays if one file is refused; with mode each the refused ones have \
          an error, and the others are stored.\
          """,
          List.of(MODE, FILES),
          new OutputSchema()
              .always("stored", "integer", "How many files were stored.")
              .always("existing", "integer", "How many you had already.")
              .always("failed", "integer", "How many are missing, refused or not stored.")
              .list("files", ManyFile.schema(), "The files, in the order of the call."),
          ToolDescription.Behaviour.ADDS_ONCE,
          Scope.WRITE);

  private final StoreFile store;
  private final DeleteFile delete;
  private final FindByDigest byDigest;
  private final UploadBulkhead slots;
  private final ChunkCounts counts;

  UploadMany(
      StoreFile store,
      DeleteFile delete,
      FindByDigest byDigest,
      UploadBulkhead slots,
      ChunkCounts counts) {
    this.store = store;
    this.delete = delete;
    this.byDigest = byDigest;
    this.slots = slots;
    this.counts = counts;
  }

  @Override
  public ToolDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Object> call(Owner owner, Arguments arguments) throws IOException {
    boolean each = arguments.find(MODE).filter("each"::equals).isPresent();
    List<Slip> slips = read(arguments.objects(FILES), each);
    Map<Sha256, StoredFile> known =
        byDigest
            .find(
                owner,
                slips.stream()
                    .flatMap(slip -> slip.wanted.stream())
                    .map(ManyFile::sha256)
                    .collect(Collectors.toSet()))
            .stream()
            .collect(Collectors.toMap(CompleteFile::sha256, file -> file));
    boolean lacking = slips.stream().anyMatch(slip -> slip.isMissingFrom(known));
    try (UploadBulkhead.Slot _ = slots.take(owner)) {
      if (each || !lacking) {
        storeNew(owner, slips, known, each);
      }
    }
    return answer(slips, known);
  }

  /** What becomes of one file of the call. */
  private static final class Slip {
    private final String name;
    private final Optional<ManyFile> wanted;
    private Optional<StoredFile> stored = Optional.empty();
    private Optional<ToolError> error;

    Slip(String name, Optional<ManyFile> wanted, Optional<ToolError> error) {
      this.name = name;
      this.wanted = wanted;
      this.error = error;
    }

    boolean isMissingFrom(Map<Sha256, StoredFile> known) {
      return wanted
          .filter(file -> file.bytes().isEmpty() && !known.containsKey(file.sha256()))
          .isPresent();
    }
  }

  private static List<Slip> read(List<Arguments> files, boolean each) throws IOException {
    List<Slip> slips = new ArrayList<>();
    long bytes = 0;
    for (Arguments file : files) {
      String name = file.text(CommonParameters.FILENAME);
      try {
        ManyFile wanted = ManyFile.of(file);
        bytes += wanted.bytes().map(content -> content.length).orElse(0);
        slips.add(new Slip(name, Optional.of(wanted), Optional.empty()));
      } catch (ArgumentRejected | UploadRejected e) {
        if (!each) {
          throw at(slips.size(), e);
        }
        slips.add(new Slip(name, Optional.empty(), Optional.of(ToolErrors.of(e))));
      }
      if (bytes > MOST_BYTES) {
        throw ArgumentRejected.invalid(
            FILES.name(), "all files of a call have at most %d bytes".formatted(MOST_BYTES));
      }
    }
    return slips;
  }

  /** Says which file of the call it is about. */
  private static RuntimeException at(int index, RuntimeException e) {
    String where = "files[%d]".formatted(index);
    return ArgumentRejected.invalid(
        FILES.name(), "%s: %s; nothing was stored".formatted(where, ToolErrors.of(e).text()));
  }

  private void storeNew(Owner owner, List<Slip> slips, Map<Sha256, StoredFile> known, boolean each)
      throws IOException {
    Map<Sha256, StoredFile> made = new HashMap<>();
    try {
      for (Slip slip : slips) {
        ManyFile file = slip.wanted.orElse(null);
        if (file == null || known.containsKey(file.sha256()) || file.bytes().isEmpty()) {
          continue;
        }
        try {
          StoredFile stored = store(owner, file, file.bytes().get());
          slip.stored = Optional.of(stored);
          made.put(file.sha256(), stored);
          known.put(file.sha256(), stored);
        } catch (UploadRejected e) {
          if (!each) {
            throw e;
          }
          slip.error = Optional.of(ToolErrors.of(e));
        }
      }
    } catch (RuntimeException | IOException e) {
      if (!each) {
        takeBack(made, e);
      }
      throw e;
    }
  }

  /** What cannot be deleted now is found by its digest when the call is made again. */
  private void takeBack(Map<Sha256, StoredFile> made, Exception reason) {
    made.values().forEach(file -> FailedCall.takeBack(delete, file, reason));
  }

  private StoredFile store(Owner owner, ManyFile file, byte[] bytes) throws IOException {
    StoreCommand command =
        new StoreCommand(owner, file.name(), file.type(), new ByteArrayInputStream(bytes));
    return counts.count(
        Dialect.MCP,
        () -> store.store(command),
        _ -> new Result(Outcome.KEPT, new ByteCount(bytes.length)));
  }

  private static Map<String, Object> answer(List<Slip> slips, Map<Sha256, StoredFile> known) {
    List<Map<String, Object>> files = new ArrayList<>();
    Map<String, Long> counts = new HashMap<>();
    for (Slip slip : slips) {
      Optional<StoredFile> there =
          slip.stored.or(() -> slip.wanted.map(file -> known.get(file.sha256())));
      String status;
      if (slip.error.isPresent()) {
        status = "refused";
      } else if (slip.stored.isPresent()) {
        status = "stored";
      } else if (there.isPresent()) {
        status = "exists";
      } else {
        status = slip.isMissingFrom(known) ? "missing" : "not_stored";
      }
      counts.merge(status, 1L, Long::sum);
      files.add(ManyFile.answer(slip.name, status, there, slip.error.map(ToolError::text)));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("stored", counts.getOrDefault("stored", 0L));
    answer.put("existing", counts.getOrDefault("exists", 0L));
    answer.put(
        "failed",
        slips.size() - counts.getOrDefault("stored", 0L) - counts.getOrDefault("exists", 0L));
    answer.put("files", files);
    return answer;
  }
}
