package io.piecemeal.application.service;

import io.piecemeal.domain.upload.ChunkTerms;

/** A chunk that has arrived as a whole, and what its caller demands of it. */
record ReceivedChunk(StagedChunk bytes, ChunkTerms terms) implements AutoCloseable {

  @Override
  public void close() {
    bytes.close();
  }
}
