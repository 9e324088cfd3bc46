package io.piecemeal.chunk.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** A text that is a string. */
record StringChunkText(String text) implements ChunkText {

  /** Bytes of UTF-8 at a time: a piece of Base64, and the group that may hold its padding. */
  private static final int BLOCK = Base64Text.PIECE + Base64Text.GROUP;

  /** Bytes of UTF-8 that a UTF-16 unit takes at most. */
  private static final long MOST_BYTES = 3;

  @Override
  public void decode(Encoding encoding, OutputStream sink) throws IOException {
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

  @Override
  public long mostBytes() {
    return MOST_BYTES * text.length();
  }

  @Override
  public boolean isWordsAndBase64() {
    return Words.areBase64Too(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
