package io.piecemeal.chunk.codec;

import java.io.IOException;

/**
 * The first bytes of a body as PowerShell and .NET write them. RFC 8259 lets a reader ignore the
 * mark of UTF-8; other encodings are none of JSON's.
 */
public final class ByteOrderMark {

  private static final String NOT_UTF_8 =
      "the body is in UTF-16 or UTF-32; let your client encode it as UTF-8";

  private ByteOrderMark() {}

  /** Skips the mark of UTF-8, and refuses what other encodings begin with. */
  static void skip(BodySource source) throws IOException {
    int available = source.require(3);
    int first = byteAt(source, 0, available);
    int second = byteAt(source, 1, available);
    if (first == 0xEF && second == 0xBB && byteAt(source, 2, available) == 0xBF) {
      source.advance(3);
    } else if (isOfOtherEncoding(first, second)) {
      throw new ChunkBodyRejected(new ChunkBodyFault.InvalidJson(0, NOT_UTF_8));
    }
  }

  /**
   * Whether a JSON text that begins with these bytes is in UTF-16 or UTF-32.
   *
   * @param first unsigned; -1 where there is none
   * @param second unsigned; -1 where there is none
   */
  public static boolean isOfOtherEncoding(int first, int second) {
    return (first == 0xFE && second == 0xFF)
        || (first == 0xFF && second == 0xFE)
        || first == 0
        || second == 0;
  }

  private static int byteAt(BodySource source, int index, int available) {
    return index < available ? source.bytes()[source.position() + index] & 0xFF : -1;
  }
}
