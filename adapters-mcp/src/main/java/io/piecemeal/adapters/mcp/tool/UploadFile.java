package io.piecemeal.adapters.mcp.tool;

import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.OPTIONAL;
import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.REQUIRED;

import io.micronaut.context.annotation.Requires;
import io.piecemeal.adapters.mcp.answer.FileView;
import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.adapters.mcp.argument.Parameter;
import io.piecemeal.adapters.mcp.transfer.DataUri;
import io.piecemeal.adapters.mcp.transfer.FileAddresses;
import io.piecemeal.application.port.in.FindFile;
import io.piecemeal.application.port.in.StoreFile;
import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.guard.UploadBulkhead;
import io.piecemeal.http.server.metrics.ChunkCounts;
import io.piecemeal.http.server.metrics.ChunkCounts.Outcome;
import io.piecemeal.http.server.metrics.ChunkCounts.Result;
import io.piecemeal.mcp.protocol.files.FileProposal;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Takes a file as a host hands it over that fills file-valued arguments by itself. */
@Singleton
@Requires(property = FileAddresses.ON)
final class UploadFile implements Tool {

  /** Decoded bytes of a file within its address. */
  private static final int MOST_INLINE = 64 << 10;

  /** Characters: Base64, each perhaps escaped, and a type. */
  private static final long LONGEST = 5L * MOST_INLINE;

  private static final Parameter.Text FILENAME =
      new Parameter.Text(
          "filename", OPTIONAL, "A label such as report.pdf, for a file within a data: URI.");

  private static final Parameter.Uri FILE =
      new Parameter.Uri(
          "file",
          REQUIRED,
          FileProposal.argument(MOST_INLINE),
          "The file: your host fills this in. By hand, a data: URI of at most 64 KiB.");

  private static final ToolDescription DESCRIPTION =
      new ToolDescription(
          "upload_file",
          "Store a file that the host has",
          """
          Stores a file that your host hands over: name it as your host tells you to, and the host \
          puts its address into file. Do not type the file yourself; for what you write in your \
          own words call upload_text, and without a host that has files call upload_create and \
          upload_ticket. The answer is the complete file. One that the host sent before the call \
          keeps the name that the host gave it.\
          """,
          List.of(FILENAME, FILE),
          FileView.schema(),
          ToolDescription.Behaviour.ADDS,
          Scope.WRITE);

  private final StoreFile store;
  private final FindFile find;
  private final FileAddresses addresses;
  private final UploadBulkhead slots;
  private final ChunkCounts counts;
  private final FileView facts;

  UploadFile(
      StoreFile store,
      FindFile find,
      FileAddresses addresses,
      UploadBulkhead slots,
      ChunkCounts counts,
      FileView facts) {
    this.store = store;
    this.find = find;
    this.addresses = addresses;
    this.slots = slots;
    this.counts = counts;
    this.facts = facts;
  }

  @Override
  public ToolDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Object> call(Owner owner, Arguments arguments) throws IOException {
    if (arguments.chunkText(FILE).mostBytes() > LONGEST) {
      throw tooLong();
    }
    String uri = arguments.text(FILE);
    return facts.of(DataUri.isMeant(uri) ? stored(owner, arguments, uri) : sentBefore(owner, uri));
  }

  private StoredFile stored(Owner owner, Arguments arguments, String uri) throws IOException {
    DataUri sent = DataUri.read(FILE.name(), uri);
    if (sent.bytes().length > MOST_INLINE) {
      throw tooLong();
    }
    StoreCommand command =
        new StoreCommand(
            owner,
            FileName.of(arguments.find(FILENAME).orElse("file")),
            sent.type(),
            new ByteArrayInputStream(sent.bytes()));
    try (UploadBulkhead.Slot _ = slots.take(owner)) {
      return counts.count(
          McpFacts.MCP,
          () -> store.store(command),
          _ -> new Result(Outcome.KEPT, new ByteCount(sent.bytes().length)));
    }
  }

  private StoredFile sentBefore(Owner owner, String uri) {
    FileId id =
        addresses
            .file(uri)
            .orElseThrow(
                () ->
                    ArgumentRejected.invalid(
                        FILE.name(),
                        "send a data: URI, or the mcp-file: URI that this server gave for the"
                            + " file"));
    StoredFile file = find.find(owner, id);
    if (file instanceof CompleteFile) {
      return file;
    }
    throw new UploadRejected(new Refusal.FileIncomplete(file.id(), file.size()));
  }

  private static ArgumentRejected tooLong() {
    return ArgumentRejected.invalid(
        FILE.name(),
        "a data: URI has at most %d bytes here; have the host send the file first, or call"
                .formatted(MOST_INLINE)
            + " upload_create and upload_ticket");
  }
}
