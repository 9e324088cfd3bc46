package io.piecemeal.domain.storage;

import java.util.Optional;

/**
 * An object and what is known of its bytes, before and after it became part of a file. It is
 * durable as soon as it is part of one.
 *
 * @param length at least 1
 * @param sha256 present only if a caller asked for it: it costs as much as everything else together
 */
public record ChunkObject(ObjectKey key, ByteCount length, Crc32c crc32c, Optional<Sha256> sha256) {

  public ChunkObject {
    if (length.isZero()) {
      throw new IllegalArgumentException("object %s has no bytes".formatted(key));
    }
  }

  /** Whether its bytes may be those of this length and checksum; if this is false, they are not. */
  public boolean mayHold(ByteCount otherLength, Crc32c otherCrc32c) {
    return length.equals(otherLength) && crc32c.equals(otherCrc32c);
  }
}
