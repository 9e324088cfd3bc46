package com.example.piecemeal.sqlite;

import io.piecemeal.testkit.ChunkStoreContract;
import io.piecemeal.testkit.StoreFixture;
import org.junit.jupiter.api.AfterEach;

final class SqliteChunkStoreTest extends ChunkStoreContract {

  private final Stores stores = new Stores();

  @AfterEach
  void close() throws Exception {
    stores.close();
  }

  @Override
  protected StoreFixture emptyStore() {
    return stores;
  }
}
