package io.piecemeal.adapters.mcp.tool;

import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.OPTIONAL;
import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.REQUIRED;

import io.piecemeal.adapters.mcp.answer.FileView;
import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.adapters.mcp.argument.Parameter;
import io.piecemeal.adapters.mcp.chunk.TextChunk;
import io.piecemeal.adapters.mcp.chunk.UnstatedEncoding;
import io.piecemeal.adapters.mcp.lines.HeldLines;
import io.piecemeal.adapters.mcp.lines.LineAppend;
import io.piecemeal.application.port.in.AppendChunk;
import io.piecemeal.application.port.in.AppendChunk.AppendCommand;
import io.piecemeal.application.port.in.AppendChunk.Appended;
import io.piecemeal.chunk.codec.ChunkText;
import io.piecemeal.chunk.codec.Encoding;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.upload.ChunkPosition;
import io.piecemeal.domain.upload.ChunkTerms;
import io.piecemeal.http.server.guard.UploadBulkhead;
import io.piecemeal.http.server.metrics.ChunkCounts;
import io.piecemeal.http.server.metrics.ChunkCounts.Result;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Appends one chunk. */
@Singleton
final class UploadAppend implements Tool {

  private static final Parameter.Count OFFSET =
      CommonParameters.count(
          "offset",
          REQUIRED,
          "Bytes that the file has before this chunk: next_offset of the last answer, 0 at first.");

  private static final Parameter.Text CHUNK_SHA256 =
      new Parameter.Text(
          "chunk_sha256",
          OPTIONAL,
          "64 hex digits: the SHA-256 digest of this chunk's decoded bytes. If it differs, nothing"
              + " is stored. Only one that a program computed.");

  private static final Parameter.Choice ENCODING =
      new Parameter.Choice(
          "encoding",
          OPTIONAL,
          Stream.of(Encoding.BASE64, Encoding.BASE64URL, Encoding.UTF8, Encoding.HEX)
              .map(Encoding::wireName)
              .toList(),
          "What data is: utf8 (the text itself), base64 (RFC 4648 with padding; the default),"
              + " base64url or hex. State it whenever you type the data.");

  /** The last: some clients lose what follows a long value. */
  private static final Parameter.Text DATA =
      new Parameter.Text(
          "data",
          OPTIONAL,
          "The bytes of the chunk, in the encoding; needed unless there are lines.");

  private static final ToolDescription DESCRIPTION =
      new ToolDescription(
          "upload_append",
          "Append a chunk",
          """
          Appends one chunk to an upload, at offset. The answer comes when the bytes are on disk; \
          go on at its next_offset. A chunk is stored as a whole or not at all.
          If you got no answer, make the same call again: a chunk that is there already is not \
          stored twice, and the answer says replayed. If the offset is not where the file ends, \
          the error names the right one; if the file has other bytes there, bytes_differ says so: \
          then do not go on at the end.
          If you type the data yourself, send at most recommended_chunk_bytes at a time, and text \
          as encoding utf8: Base64 that is typed by a model often has mistakes. A program may \
          send up to max_chunk_bytes.
          If you have to type Base64 that a program printed, send lines in the place of data, so \
          that mistakes are found. This prints n, data and check of each line:
          n=0; base64 -w76 FILE | while read -r d; do n=$((n+1)); echo $n $d $(printf %s "$n:$d" | sha256sum | cut -c1-6); done
          Send {"file_id":"...","offset":0,"lines":[{"n":1,"data":"JVBERi...","check":"0a1b2c"}]}, \
          about 100 lines at a time, offset always where line 1 begins. Good lines are kept; type \
          those in lines_needed and lines_dropped again, then go on at next_line, and give \
          upload_complete the file's size and sha256.\
          """,
          List.of(CommonParameters.FILE_ID, OFFSET, CHUNK_SHA256, ENCODING, LineAppend.LINES, DATA),
          FileView.schema()
              .always("encoding", "string", "What data was read as.")
              .sometimes("chunk_size", "integer", "Bytes that data was, and that were added.")
              .sometimes("lines_needed", "array", "With lines: numbers of those to type again.")
              .sometimes("next_line", "integer", "With lines: the first that is not stored.")
              .sometimes("lines_held", "integer", "Good lines that wait for those needed.")
              .sometimes("lines_dropped", "array", "Lines that waited and do not: type them again.")
              .sometimes("replayed", "boolean", "True if these bytes were there already."),
          ToolDescription.Behaviour.ADDS_ONCE,
          Scope.WRITE);

  private final AppendChunk append;
  private final LineAppend lines;
  private final UploadBulkhead slots;
  private final FileView facts;
  private final ChunkCounts counts;

  UploadAppend(
      AppendChunk append,
      LineAppend lines,
      UploadBulkhead slots,
      FileView facts,
      ChunkCounts counts) {
    this.counts = counts;
    this.lines = lines;
    this.append = append;
    this.slots = slots;
    this.facts = facts;
  }

  @Override
  public ToolDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Object> call(Owner owner, Arguments arguments) throws IOException {
    Optional<List<Arguments>> typed = arguments.findObjects(LineAppend.LINES);
    if (typed.isPresent()) {
      return callWithLines(owner, arguments, typed.get());
    }
    if (!arguments.has(DATA)) {
      throw ArgumentRejected.missing(DATA.name());
    }
    ChunkTerms terms =
        new ChunkTerms(
            Optional.of(arguments.count(OFFSET)),
            arguments.findSha256(CHUNK_SHA256),
            ChunkPosition.MORE_MAY_FOLLOW);
    Optional<Encoding> stated = arguments.find(ENCODING).flatMap(Encoding::named);
    ChunkText data = arguments.chunkText(DATA);
    if (stated.isEmpty()) {
      UnstatedEncoding.requireNoWords(data);
    }
    TextChunk chunk = new TextChunk(data, stated.orElse(Encoding.BASE64), terms);
    AppendCommand command =
        new AppendCommand(
            owner,
            arguments.fileId(CommonParameters.FILE_ID),
            chunk,
            Optional.of(chunk.mostBytes()));
    Appended appended;
    try {
      appended = counts.count(McpFacts.MCP, () -> appendInSlot(command), Result::of);
    } catch (ArgumentRejected e) {
      throw stated.isPresent() ? e : UnstatedEncoding.explained(e, data);
    }
    Map<String, Object> answer = facts.of(appended.file());
    answer.put("encoding", chunk.encoding().wireName());
    switch (appended.novelty()) {
      case NEW ->
          answer.put("chunk_size", appended.file().size().minus(arguments.count(OFFSET)).value());
      case REPLAYED -> answer.put("replayed", true);
    }
    return answer;
  }

  private Map<String, Object> callWithLines(Owner owner, Arguments arguments, List<Arguments> typed)
      throws IOException {
    if (arguments.has(DATA) || arguments.has(CHUNK_SHA256)) {
      throw ArgumentRejected.invalid(
          LineAppend.LINES.name(), "send either data or lines, and chunk_sha256 only with data");
    }
    HeldLines.Key key =
        new HeldLines.Key(
            owner, arguments.fileId(CommonParameters.FILE_ID), arguments.count(OFFSET));
    LineAppend.Result result =
        lines.append(
            key,
            typed,
            command -> counts.count(McpFacts.MCP, () -> appendInSlot(command), Result::of));
    Map<String, Object> answer = facts.of(result.file());
    answer.put("encoding", Encoding.BASE64.wireName());
    answer.put("lines_needed", result.needed());
    answer.put("next_line", result.next());
    answer.put("lines_held", result.held());
    if (!result.dropped().isEmpty()) {
      answer.put("lines_dropped", result.dropped());
    }
    return answer;
  }

  private Appended appendInSlot(AppendCommand command) throws IOException {
    try (UploadBulkhead.Slot _ = slots.take(command.owner())) {
      return append.append(command);
    }
  }
}
