package io.piecemeal.application.object;

import io.piecemeal.domain.upload.ChunkTerms;

/** A chunk that has arrived as a whole, and what its caller demands of it. */
public record ReceivedChunk(StagedChunk bytes, ChunkTerms terms) implements AutoCloseable {

  @Override
  public void close() {
    bytes.close();
  }
}
