package io.piecemeal.testkit;

final class InMemoryChunkStoreTest extends ChunkStoreContract {

  @Override
  protected StoreFixture emptyStore() {
    return new DecoratedStoreFixture(store -> store);
  }
}
