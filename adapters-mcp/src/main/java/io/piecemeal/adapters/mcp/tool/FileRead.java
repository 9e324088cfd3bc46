package io.piecemeal.adapters.mcp.tool;

import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.OPTIONAL;

import io.piecemeal.adapters.mcp.answer.FileView;
import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.adapters.mcp.argument.Parameter;
import io.piecemeal.adapters.mcp.content.Excerpt;
import io.piecemeal.application.port.in.ReadContent;
import io.piecemeal.application.port.in.ReadContent.Content;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a part of a file. */
@Singleton
final class FileRead implements Tool {

  /** Bytes: about what a model takes in at once. */
  private static final int MAX_LENGTH = 64 << 10;

  /**
   * Bytes of the answer's {@code data}, unless a length is asked for: with what is beside it less
   * than the 10,000 at which clients cut the middle out.
   */
  private static final int DEFAULT_DATA = 8 << 10;

  /** Bytes that are as long in Base64. */
  private static final int DEFAULT_BINARY = DEFAULT_DATA / 4 * 3;

  private static final String UTF8 = "utf8";
  private static final String BASE64 = "base64";

  private static final Parameter.Count OFFSET =
      CommonParameters.count("offset", OPTIONAL, "The first byte to read; 0 by default.");

  private static final Parameter.Count LENGTH =
      new Parameter.Count(
          "length",
          OPTIONAL,
          1,
          MAX_LENGTH,
          "The most bytes to read. By default as many as 8192 characters of data hold; ask for more"
              + " only if your client shows you long answers whole.");

  private static final Parameter.Choice ENCODING =
      new Parameter.Choice(
          "encoding",
          OPTIONAL,
          List.of(UTF8, BASE64),
          "utf8 (the default): text, or Base64 where the bytes are no text; base64: always that.");

  private static final ToolDescription DESCRIPTION =
      new ToolDescription(
          "file_read",
          "Read a file",
          """
          Reads a part of a file, about 8 KiB at a time: as text where the bytes are UTF-8, else \
          in Base64; the answer's encoding says which. Text ends at the end of a character. If eof \
          is false, go on with offset set to next_offset. Many clients cut the middle out of \
          longer answers without a word: ask for a greater length, up to 65536, only if yours \
          shows them whole. Works while a file is being uploaded too, unless its size or sha256 \
          was declared.\
          """,
          List.of(CommonParameters.FILE_ID, OFFSET, LENGTH, ENCODING),
          FileView.briefSchema()
              .always("offset", "integer", "The first byte that was read.")
              .always("length", "integer", "Bytes that were read.")
              .always("next_offset", "integer", "Where the next file_read goes on.")
              .always("eof", "boolean", "Whether the file ends here.")
              .always("encoding", "string", "What data is: utf8 or base64.")
              .always("data", "string", "The bytes."),
          ToolDescription.Behaviour.READS,
          Scope.READ);

  private final ReadContent read;

  FileRead(ReadContent read) {
    this.read = read;
  }

  @Override
  public ToolDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Object> call(Owner owner, Arguments arguments) throws IOException {
    Content content = read.open(owner, arguments.fileId(CommonParameters.FILE_ID));
    ByteCount size = content.file().size();
    ByteCount offset = arguments.findCount(OFFSET).orElse(ByteCount.ZERO);
    if (!offset.isAtMost(size)) {
      throw ArgumentRejected.invalid(
          OFFSET.name(), "the file has only %s bytes; send less".formatted(size));
    }
    Optional<ByteCount> asked = arguments.findCount(LENGTH);
    long most = asked.map(ByteCount::value).orElse((long) DEFAULT_DATA);
    ByteCount length = new ByteCount(Math.min(most, size.minus(offset).value()));
    Excerpt excerpt = Excerpt.read(content, new ByteRange(offset, length));
    boolean last = offset.plus(length).equals(size);
    boolean asBase64 = arguments.find(ENCODING).filter(BASE64::equals).isPresent();
    Piece piece =
        Optional.of(asked.isPresent() ? excerpt : excerpt.first(excerpt.fitting(DEFAULT_DATA)))
            .filter(_ -> !asBase64)
            .flatMap(part -> text(part, last && part.size() == excerpt.size()))
            .orElseGet(() -> base64(asked.isPresent() ? excerpt : excerpt.first(DEFAULT_BINARY)));
    return answer(FileView.brief(content.file()), piece, offset, size);
  }

  private static Optional<Piece> text(Excerpt excerpt, boolean last) {
    Optional<Excerpt.Start> text =
        last
            ? excerpt.text().map(all -> new Excerpt.Start(all, excerpt.size()))
            : excerpt.startOfText();
    return text.map(start -> new Piece(UTF8, start.text(), new ByteCount(start.bytes())));
  }

  private static Piece base64(Excerpt excerpt) {
    return new Piece(BASE64, excerpt.base64(), new ByteCount(excerpt.size()));
  }

  private static Map<String, Object> answer(
      Map<String, Object> answer, Piece piece, ByteCount offset, ByteCount size) {
    ByteCount next = offset.plus(piece.length());
    answer.put("offset", offset.value());
    answer.put("length", piece.length().value());
    answer.put("next_offset", next.value());
    answer.put("eof", next.equals(size));
    answer.put("encoding", piece.encoding());
    answer.put("data", piece.data());
    return answer;
  }

  /** What is answered of an excerpt, and how many bytes that is. */
  private record Piece(String encoding, String data, ByteCount length) {}
}
