package io.piecemeal.domain.upload;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * A committed chunk: the object {@code key} holds the bytes {@code offset} to {@code offset +
 * length} of its file.
 */
public record Chunk(ByteCount offset, ChunkObject object, Instant createdAt) {

  public ObjectKey key() {
    return object.key();
  }

  public ByteCount length() {
    return object.length();
  }

  public Optional<Sha256> sha256() {
    return object.sha256();
  }

  /** The offset of the first byte behind this chunk. */
  public ByteCount end() {
    return offset.plus(object.length());
  }
}
