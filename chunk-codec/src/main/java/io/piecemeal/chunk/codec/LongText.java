package io.piecemeal.chunk.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A text of more than {@link ShortenedJson#LONGEST} bytes, in UTF-8. Surrogates without their other
 * half, which UTF-8 does not have, are in the form that other characters of the plane have.
 *
 * @param blocks the bytes, cut anywhere
 * @param length of all blocks
 * @param lone index of the first surrogate without its other half; {@code length} if there is none
 */
record LongText(List<byte[]> blocks, int length, int lone) implements ChunkText {

  @Override
  public void decode(Encoding encoding, OutputStream sink) throws IOException {
    TextDecoder decoder = TextDecoder.of(encoding, ScanBuffers.ofText(), new DecodedOutput(sink));
    int left = lone;
    int units = 0;
    for (byte[] block : blocks) {
      int valid = Math.min(left, block.length);
      decoder.decode(block, 0, valid);
      left -= valid;
      if (lone < length) {
        units += Utf8.units(block, valid);
      }
    }
    if (lone < length) {
      throw new ChunkBodyRejected(
          new ChunkBodyFault.InvalidData(encoding, units, TextFault.LONE_SURROGATE));
    }
    decoder.finish();
  }

  @Override
  public long mostBytes() {
    return length;
  }

  /** Nobody writes that many words without a blank between them. */
  @Override
  public boolean isWordsAndBase64() {
    return false;
  }

  @Override
  public String toString() {
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] block : blocks) {
      System.arraycopy(block, 0, all, at, block.length);
      at += block.length;
    }
    return lone == length ? new String(all, StandardCharsets.UTF_8) : withSurrogates(all);
  }

  private static String withSurrogates(byte[] all) {
    StringBuilder text = new StringBuilder(all.length);
    int at = 0;
    while (at < all.length) {
      int codePoint = Utf8.decode(all, at);
      text.appendCodePoint(codePoint);
      at += Utf8.length(codePoint);
    }
    return text.toString();
  }
}
