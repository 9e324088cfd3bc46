package io.piecemeal.chunk.codec;

import java.util.function.Function;

/** Text of a bounded length: a member's name, or a value that is known to be short. */
final class ShortText implements StringText {

  private static final int LONGEST = 64;

  private final StringBuilder text = new StringBuilder(LONGEST);
  private final Function<String, ChunkBodyFault> tooLong;

  /**
   * @param tooLong the fault of a text with more than 64 UTF-16 units, made from the whole
   *     characters that fit
   */
  ShortText(Function<String, ChunkBodyFault> tooLong) {
    this.tooLong = tooLong;
  }

  @Override
  public void append(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int codePoint = Utf8.decode(bytes, at);
      append(codePoint);
      at += Utf8.length(codePoint);
    }
  }

  @Override
  public void append(int codePoint) {
    if (text.length() + Character.charCount(codePoint) > LONGEST) {
      throw new ChunkBodyRejected(tooLong.apply(text.toString()));
    }
    text.appendCodePoint(codePoint);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
