package io.piecemeal.bootstrap.sight;

import io.piecemeal.testkit.ChunkStoreContract;
import io.piecemeal.testkit.StoreFixture;

/** Being followed changes nothing. */
final class TracedChunkStoreTest extends ChunkStoreContract {

  @Override
  protected StoreFixture emptyStore() {
    return new TracedStore();
  }
}
