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
 *
 * @param home where the bytes of the object are
 */
public record Chunk(ByteCount offset, ChunkObject object, Home home, Instant createdAt) {

  /** Where the bytes of a chunk are. */
  public enum Home {
    /** In the chunk store. */
    STORE,
    /** In the ledger, with the chunk's row. */
    LEDGER
  }

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
