package io.piecemeal.chunk.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds how far the bytes of a JSON string stand for themselves. */
final class PlainRun {

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long BACKSLASHES = ONES * '\\';
  private static final long BIT_1 = ONES << 1;
  private static final long BEHIND_QUOTE = ONES * (('"' ^ 2) + 1);

  private PlainRun() {}

  /**
   * Index of the first byte that is a quote, a backslash, a control character or not ASCII; {@code
   * to} if there is none.
   */
  static int end(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long special = special((long) EIGHT_BYTES.get(bytes, at));
      if (special != 0) {
        return at + Long.numberOfTrailingZeros(special) / Byte.SIZE;
      }
    }
    while (at < to && isPlain(bytes[at])) {
      at++;
    }
    return at;
  }

  /**
   * The high bit of each special byte. Flipping bit 1 puts the quote right behind the control
   * characters, and nothing else there. A borrow can mark a plain byte too, but only after a
   * special one, and only the first counts.
   */
  private static long special(long eight) {
    long controlsAndQuotes = (eight ^ BIT_1) - BEHIND_QUOTE;
    long backslashes = (eight ^ BACKSLASHES) - ONES;
    return (controlsAndQuotes | backslashes | eight) & HIGH_BITS;
  }

  private static boolean isPlain(byte unit) {
    return unit >= ' ' && unit != '"' && unit != '\\';
  }
}
