package io.piecemeal.adapters.mcp.tool;

import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.REQUIRED;

import io.piecemeal.adapters.mcp.answer.FileView;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.adapters.mcp.argument.Parameter;
import io.piecemeal.adapters.mcp.chunk.MeasuredText;
import io.piecemeal.adapters.mcp.chunk.TextChunk;
import io.piecemeal.application.port.in.AppendChunk;
import io.piecemeal.application.port.in.AppendChunk.AppendCommand;
import io.piecemeal.application.port.in.CompleteUpload;
import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.OpenUpload;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.application.port.in.OpenUploadOnce;
import io.piecemeal.chunk.codec.ChunkText;
import io.piecemeal.chunk.codec.Encoding;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.ChunkPosition;
import io.piecemeal.domain.upload.ChunkTerms;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.guard.UploadBulkhead;
import io.piecemeal.http.server.metrics.ChunkCounts;
import io.piecemeal.http.server.metrics.ChunkCounts.Result;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stores a short text as a file, in one call. Each of its steps may be done again, and size and
 * digest of the text are declared at the first: so an idempotency key stands for one text, and a
 * call that was broken off anywhere is finished by the next with the same key.
 */
@Singleton
final class UploadText implements Tool {

  private static final ContentType PLAIN_TEXT = new ContentType("text/plain; charset=utf-8");

  /** The last: some clients lose what follows a long value. */
  private static final Parameter.Text TEXT =
      new Parameter.Text("text", REQUIRED, "The whole text; it is stored in UTF-8.");

  private static final ToolDescription DESCRIPTION =
      new ToolDescription(
          "upload_text",
          "Store a text as a file",
          """
          Stores a text that you write as a file, in one call: it is complete at once. For what \
          fits well into one call, such as a note, a script or a small CSV. Send a longer text, or \
          bytes, with upload_create, upload_append and upload_complete.
          With an idempotency_key a call whose answer got lost can be made again: it gives the \
          same file. Without one it makes another file.\
          """,
          List.of(
              CommonParameters.FILENAME,
              CommonParameters.CONTENT_TYPE,
              CommonParameters.IDEMPOTENCY_KEY,
              TEXT),
          FileView.schema(),
          ToolDescription.Behaviour.ADDS,
          Scope.WRITE);

  private final OpenUpload open;
  private final OpenUploadOnce openOnce;
  private final AppendChunk append;
  private final CompleteUpload complete;
  private final DeleteFile delete;
  private final UploadBulkhead slots;
  private final Limits limits;
  private final FileView facts;
  private final ChunkCounts counts;

  UploadText(
      OpenUpload open,
      OpenUploadOnce openOnce,
      AppendChunk append,
      CompleteUpload complete,
      DeleteFile delete,
      UploadBulkhead slots,
      Limits limits,
      FileView facts,
      ChunkCounts counts) {
    this.counts = counts;
    this.open = open;
    this.openOnce = openOnce;
    this.append = append;
    this.complete = complete;
    this.delete = delete;
    this.slots = slots;
    this.limits = limits;
    this.facts = facts;
  }

  @Override
  public ToolDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Object> call(Owner owner, Arguments arguments) throws IOException {
    ChunkText text = arguments.chunkText(TEXT);
    MeasuredText measured = MeasuredText.of(TEXT.name(), text);
    if (!measured.size().isAtMost(limits.chunk())) {
      throw new UploadRejected(new Refusal.ChunkTooLarge(limits.chunk()));
    }
    OpenCommand command =
        new OpenCommand(
            owner,
            FileName.of(arguments.text(CommonParameters.FILENAME)),
            arguments.find(CommonParameters.CONTENT_TYPE).map(ContentType::of).orElse(PLAIN_TEXT),
            new Declaration(Optional.of(measured.size()), Optional.of(measured.sha256())));
    Optional<IdempotencyKey> key =
        arguments.find(CommonParameters.IDEMPOTENCY_KEY).map(IdempotencyKey::new);
    try (UploadBulkhead.Slot _ = slots.take(owner)) {
      return facts.of(
          key.isPresent()
              ? fill(openOnce.open(command, key.get()).file(), text)
              : fillOrDelete(open.open(command), text));
    }
  }

  /** Nobody could name the file of a call that was refused; so none stays. */
  private StoredFile fillOrDelete(StoredFile file, ChunkText text) throws IOException {
    try {
      return fill(file, text);
    } catch (UploadRejected e) {
      delete.takeBack(file, e);
      throw e;
    }
  }

  private StoredFile fill(StoredFile file, ChunkText text) throws IOException {
    if (text.mostBytes() > 0) {
      ChunkTerms atTheStart =
          new ChunkTerms(
              Optional.of(ByteCount.ZERO), Optional.empty(), ChunkPosition.MORE_MAY_FOLLOW);
      AppendCommand command =
          new AppendCommand(
              file.owner(),
              file.id(),
              new TextChunk(text, Encoding.UTF8, atTheStart),
              file.declared().size());
      counts.count(McpFacts.MCP, () -> append.append(command), Result::of);
    }
    return complete.complete(
        new CompleteCommand(file.owner(), file.id(), Optional.empty(), Optional.empty()));
  }
}
