package io.piecemeal.domain.storage;

/**
 * A number of bytes, or an offset in bytes from the start of a file.
 *
 * @param value 0 to {@link Long#MAX_VALUE}
 */
public record ByteCount(long value) implements Comparable<ByteCount> {

  public static final ByteCount ZERO = new ByteCount(0);

  public ByteCount {
    if (value < 0) {
      throw new IllegalArgumentException("a byte count is never negative: " + value);
    }
  }

  /**
   * The sum of both.
   *
   * @throws ArithmeticException if the sum exceeds {@link Long#MAX_VALUE}
   */
  public ByteCount plus(ByteCount other) {
    return new ByteCount(Math.addExact(value, other.value));
  }

  /**
   * What is left without {@code other}.
   *
   * @throws IllegalArgumentException if {@code other} is greater
   */
  public ByteCount minus(ByteCount other) {
    return new ByteCount(value - other.value);
  }

  public boolean isAtMost(ByteCount other) {
    return value <= other.value;
  }

  public boolean isZero() {
    return value == 0;
  }

  @Override
  public int compareTo(ByteCount other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
