package io.piecemeal.chunk.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes a text that is in memory as a whole, by the rules of the text in a chunk body. */
public final class ChunkText {

  /** Bytes of UTF-8 at a time: a piece of Base64, and the group that may hold its padding. */
  private static final int BLOCK = Base64Text.PIECE + Base64Text.GROUP;

  private ChunkText() {}

  /**
   * Writes the bytes that the text stands for, in blocks of at most 16 KiB.
   *
   * @param sink not closed; may have been given bytes when this throws
   * @throws ChunkBodyRejected with {@link ChunkBodyFault.InvalidData}, if the text is not valid in
   *     its encoding
   * @throws IOException only from the sink
   */
  public static void decode(String text, Encoding encoding, OutputStream sink) throws IOException {
    TextDecoder decoder = TextDecoder.of(encoding, ScanBuffers.ofText(), new DecodedOutput(sink));
    CharsetEncoder utf8 =
        StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPORT);
    CharBuffer characters = CharBuffer.wrap(text);
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    CoderResult result;
    do {
      result = utf8.encode(characters, block, true);
      decoder.decode(block.array(), 0, block.position());
      block.clear();
      if (result.isError()) {
        throw new ChunkBodyRejected(
            new ChunkBodyFault.InvalidData(
                encoding, characters.position(), TextFault.LONE_SURROGATE));
      }
    } while (result.isOverflow());
    decoder.finish();
  }
}
