package io.piecemeal.domain.storage;

/** The bytes from {@code start} (inclusive), {@code length} of them. */
public record ByteRange(ByteCount start, ByteCount length) {

  /** The offset of the first byte behind the range. */
  public ByteCount end() {
    return start.plus(length);
  }
}
