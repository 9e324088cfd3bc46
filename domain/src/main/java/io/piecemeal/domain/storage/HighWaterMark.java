package io.piecemeal.domain.storage;

/**
 * How far something has come, in steps that only ever go up. Two things that step together tell by
 * their marks which of them was set back.
 *
 * @param value 0 before the first step
 */
public record HighWaterMark(long value) {

  public static final HighWaterMark ZERO = new HighWaterMark(0);

  public HighWaterMark {
    if (value < 0) {
      throw new IllegalArgumentException("a high-water mark is never negative: " + value);
    }
  }

  public boolean isAbove(HighWaterMark other) {
    return value > other.value;
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
