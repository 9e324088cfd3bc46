package com.example.piecemeal.sqlite;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.testkit.ObjectInventoryContract;
import io.piecemeal.testkit.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

final class SqliteObjectInventoryTest extends ObjectInventoryContract {

  private final Stores stores = new Stores();

  @AfterEach
  void close() throws Exception {
    stores.close();
  }

  @Override
  protected Fixture emptyStore() {
    TestClock clock = new TestClock();
    SqliteChunkStore store = stores.store(ByteCount.ZERO, clock);
    return new Fixture() {
      @Override
      public ChunkStore store() {
        return store;
      }

      @Override
      public ObjectInventory inventory() {
        return store;
      }

      @Override
      public void letTimePass(Duration time) {
        clock.advance(time);
      }
    };
  }
}
