package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ChunkStore;

final class InMemoryChunkStoreTest extends ChunkStoreContract {

  @Override
  protected ChunkStore newStore() {
    return new InMemoryChunkStore();
  }
}
