package io.piecemeal.chunk.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.piecemeal.chunk.codec.ChunkMembers.Completion;
import io.piecemeal.testkit.SteppedStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What came of a body, as one line of text that tests can compare: the decoded bytes in angle
 * brackets, read as ISO 8859-1, and the members; or the fault.
 */
final class Outcome {

  /** One for all, so that every body meets what others left in the buffers. */
  private static final ChunkBodyScanner SCANNER = new ChunkBodyScanner();

  private Outcome() {}

  /** Scans the body, which gives at most {@code step} bytes for one read. */
  static String of(byte[] body, int step) {
    MemoryOutput sink = new MemoryOutput();
    try (InputStream stream = new SteppedStream(body, step)) {
      ChunkMembers members = SCANNER.scan(stream, sink);
      return accepted(sink.toByteArray(), members);
    } catch (ChunkBodyRejected rejected) {
      return refused(rejected.fault());
    } catch (IOException e) {
      throw new AssertionError("neither the body nor the sink throws", e);
    }
  }

  static String accepted(byte[] decoded, ChunkMembers members) {
    StringBuilder line = new StringBuilder("<" + new String(decoded, ISO_8859_1) + ">");
    members.offset().ifPresent(offset -> line.append(" offset ").append(offset));
    members.sha256().ifPresent(digest -> line.append(" sha256 ").append(digest));
    if (members.completion() == Completion.LAST_CHUNK) {
      line.append(" complete");
    }
    return line.toString();
  }

  static String refused(ChunkBodyFault fault) {
    return switch (fault) {
      case ChunkBodyFault.InvalidJson json -> "invalid-json @" + json.position();
      case ChunkBodyFault.MissingField missing -> "missing-field " + missing.name();
      case ChunkBodyFault.UnknownField unknown -> "unknown-field " + unknown.name();
      case ChunkBodyFault.InvalidField invalid -> "invalid-field " + invalid.name();
      case ChunkBodyFault.InvalidData data ->
          "invalid-data " + data.encoding().wireName() + " @" + data.position();
      case ChunkBodyFault.EmptyChunk empty -> "empty-chunk";
    };
  }
}
