package io.piecemeal.domain.upload;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import java.util.Optional;

/**
 * The conditions under which a caller wants a chunk appended.
 *
 * @param offset append only where the file ends exactly here; without it, wherever the file ends
 * @param sha256 the digest that the chunk's bytes must have
 * @param position whether more chunks follow
 */
public record ChunkTerms(
    Optional<ByteCount> offset, Optional<Sha256> sha256, ChunkPosition position) {

  public static final ChunkTerms NONE =
      new ChunkTerms(Optional.empty(), Optional.empty(), ChunkPosition.MORE_MAY_FOLLOW);
}
