package com.example.piecemeal.sqlite;

import io.piecemeal.testkit.StagingContract;
import io.piecemeal.testkit.StoreFixture;
import org.junit.jupiter.api.AfterEach;

final class SqliteStagedObjectTest extends StagingContract {

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
