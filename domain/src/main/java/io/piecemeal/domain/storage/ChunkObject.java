package io.piecemeal.domain.storage;

import java.util.Optional;

/**
 * A durable object and what is known of its bytes, before and after it became part of a file.
 *
 * @param length at least 1
 * @param sha256 only where somebody asked for it: it costs as much as everything else together
 */
public record ChunkObject(ObjectKey key, ByteCount length, Crc32c crc32c, Optional<Sha256> sha256) {

  public ChunkObject {
    if (length.isZero()) {
      throw new IllegalArgumentException("object %s has no bytes".formatted(key));
    }
  }

  /** The same object, now that its digest is known. */
  public ChunkObject digested(Sha256 digest) {
    return new ChunkObject(key, length, crc32c, Optional.of(digest));
  }

  /** Whether the bytes may be equal; if this is false, they are not. */
  public boolean mayEqual(ChunkObject other) {
    return length.equals(other.length) && crc32c.equals(other.crc32c);
  }
}
