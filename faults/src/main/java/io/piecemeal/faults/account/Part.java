package io.piecemeal.faults.account;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A chunk as a client made it. Its bytes follow from who it is, so that they need not be kept, and
 * differ from those of any other, so that one that is doubled or swapped is seen.
 *
 * @param seed of the run
 * @param file counts the files of the run
 * @param number counts what was sent to the file
 * @param length in bytes, at least 1
 */
public record Part(long seed, int file, int number, int length) {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** Its bytes: SplitMix64, started from its name. */
  public byte[] bytes() {
    long state = mix(mix(mix(seed) + file) + number);
    byte[] bytes = new byte[length];
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (words.remaining() >= Long.BYTES) {
      state += GOLDEN;
      words.putLong(mix(state));
    }
    for (long rest = mix(state + GOLDEN); words.hasRemaining(); rest >>>= Byte.SIZE) {
      words.put((byte) rest);
    }
    return bytes;
  }

  private static long mix(long value) {
    long z = value + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  @Override
  public String toString() {
    return "#%d (%d bytes)".formatted(number, length);
  }
}
