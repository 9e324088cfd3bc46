package io.piecemeal.adapters.mcp.tool;

import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.OPTIONAL;
import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.REQUIRED;

import io.piecemeal.adapters.mcp.answer.ToolErrors;
import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.adapters.mcp.argument.Parameter;
import io.piecemeal.application.port.in.DeleteFile;
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
import io.piecemeal.mcp.protocol.schema.OutputSchema;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
          What you have stored already, under whatever name, is not stored again as long as it \
          stays at least half as long as a new file would: its status is exists, with the file_id \
          there is. A file with sha256 alone is only looked for, and \
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
              .list("files", FileResult.schema(), "The files, in the order of the call."),
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
    List<FileResult> results = read(arguments.objects(FILES), each);
    Map<Sha256, StoredFile> known = find(owner, results);
    boolean lacking = results.stream().anyMatch(result -> result.isMissingFrom(known));
    try (UploadBulkhead.Slot _ = slots.take(owner)) {
      if (each || !lacking) {
        storeNew(owner, results, known, each);
      }
    }
    return answer(results, known);
  }

  private static List<FileResult> read(List<Arguments> files, boolean each) throws IOException {
    List<FileResult> results = new ArrayList<>();
    long bytes = 0;
    for (Arguments file : files) {
      String name = file.text(CommonParameters.FILENAME);
      try {
        ManyFile sent = ManyFile.of(file);
        bytes += sent.bytes().map(content -> content.length).orElse(0);
        results.add(FileResult.of(name, sent));
      } catch (ArgumentRejected | UploadRejected e) {
        if (!each) {
          throw at(results.size(), e);
        }
        results.add(FileResult.refused(name, e));
      }
      if (bytes > MOST_BYTES) {
        throw ArgumentRejected.invalid(
            FILES.name(), "all files of a call have at most %d bytes".formatted(MOST_BYTES));
      }
    }
    return results;
  }

  /** Says which file of the call it is about. */
  private static RuntimeException at(int index, RuntimeException e) {
    String where = "files[%d]".formatted(index);
    return ArgumentRejected.invalid(
        FILES.name(), "%s: %s; nothing was stored".formatted(where, ToolErrors.of(e).text()));
  }

  /** Those files that the owner has already, by their digests. */
  private Map<Sha256, StoredFile> find(Owner owner, List<FileResult> results) {
    Set<Sha256> digests =
        results.stream()
            .flatMap(result -> result.sent().stream())
            .map(ManyFile::sha256)
            .collect(Collectors.toSet());
    return byDigest.find(owner, digests).stream()
        .collect(Collectors.toMap(CompleteFile::sha256, file -> file));
  }

  private void storeNew(
      Owner owner, List<FileResult> results, Map<Sha256, StoredFile> known, boolean each)
      throws IOException {
    List<StoredFile> made = new ArrayList<>();
    try {
      for (FileResult result : results) {
        ManyFile file = result.sent().orElse(null);
        if (file == null || known.containsKey(file.sha256()) || file.bytes().isEmpty()) {
          continue;
        }
        try {
          StoredFile stored = store(owner, file, file.bytes().get());
          result.store(stored);
          made.add(stored);
          known.put(file.sha256(), stored);
        } catch (UploadRejected e) {
          if (!each) {
            throw e;
          }
          result.refuse(e);
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
  private void takeBack(List<StoredFile> made, Exception reason) {
    made.forEach(file -> delete.takeBack(file, reason));
  }

  private StoredFile store(Owner owner, ManyFile file, byte[] bytes) throws IOException {
    StoreCommand command =
        new StoreCommand(owner, file.name(), file.type(), new ByteArrayInputStream(bytes));
    return counts.count(
        McpFacts.MCP,
        () -> store.store(command),
        _ -> new Result(Outcome.KEPT, new ByteCount(bytes.length)));
  }

  private static Map<String, Object> answer(
      List<FileResult> results, Map<Sha256, StoredFile> known) {
    long stored = count(results, known, FileResult.Status.STORED);
    long existing = count(results, known, FileResult.Status.EXISTS);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("stored", stored);
    answer.put("existing", existing);
    answer.put("failed", results.size() - stored - existing);
    answer.put("files", results.stream().map(result -> result.answer(known)).toList());
    return answer;
  }

  private static long count(
      List<FileResult> results, Map<Sha256, StoredFile> known, FileResult.Status status) {
    return results.stream().filter(result -> result.status(known) == status).count();
  }
}
