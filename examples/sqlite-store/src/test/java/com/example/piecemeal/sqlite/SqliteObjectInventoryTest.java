package com.example.piecemeal.sqlite;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.testkit.InventoryFixture;
import io.piecemeal.testkit.ObjectInventoryContract;
import io.piecemeal.testkit.TestClock;
import org.junit.jupiter.api.AfterEach;

final class SqliteObjectInventoryTest extends ObjectInventoryContract {

  private final Stores stores = new Stores();

  @AfterEach
  void close() throws Exception {
    stores.close();
  }

  @Override
  protected InventoryFixture emptyStore() {
    TestClock clock = new TestClock();
    return InventoryFixture.of(stores.store(ByteCount.ZERO, clock), clock);
  }
}
