package io.piecemeal.adapters.mcp.chunk;

import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The text itself, in UTF-8. A surrogate without its partner has no such form. */
final class StrictUtf8 {

  private static final int BLOCK = 8192;

  private StrictUtf8() {}

  /**
   * @param name of the argument that the text is
   */
  static void write(String name, String text, OutputStream sink) throws IOException {
    CharsetEncoder encoder =
        StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPORT);
    CharBuffer characters = CharBuffer.wrap(text);
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    CoderResult result;
    do {
      result = encoder.encode(characters, block, true);
      sink.write(block.array(), 0, block.position());
      block.clear();
      if (result.isError()) {
        throw ArgumentRejected.badData(
            name, "utf8", "a surrogate has no partner", characters.position());
      }
    } while (result.isOverflow());
  }
}
