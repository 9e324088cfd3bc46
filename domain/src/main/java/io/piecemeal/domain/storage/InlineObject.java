package io.piecemeal.domain.storage;

import java.util.Arrays;

/** The bytes of a short object that a ledger keeps itself, under the object's key. Immutable. */
public final class InlineObject {

  private final ObjectKey key;
  private final byte[] bytes;

  /**
   * @param bytes at least one; copied
   */
  public InlineObject(ObjectKey key, byte[] bytes) {
    if (bytes.length == 0) {
      throw new IllegalArgumentException("object %s has no bytes".formatted(key));
    }
    this.key = key;
    this.bytes = bytes.clone();
  }

  public ObjectKey key() {
    return key;
  }

  public ByteCount length() {
    return new ByteCount(bytes.length);
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * A copy of a part.
   *
   * @param range lies within the object
   */
  public byte[] bytes(ByteRange range) {
    return Arrays.copyOfRange(
        bytes, Math.toIntExact(range.start().value()), Math.toIntExact(range.end().value()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InlineObject that
        && key.equals(that.key)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return "%s of %s".formatted(key, length());
  }
}
