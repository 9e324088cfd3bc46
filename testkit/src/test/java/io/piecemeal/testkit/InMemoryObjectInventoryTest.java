package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ObjectInventory;
import java.time.Duration;

final class InMemoryObjectInventoryTest extends ObjectInventoryContract {

  @Override
  protected Fixture emptyStore() {
    TestClock clock = new TestClock();
    InMemoryChunkStore store = new InMemoryChunkStore(clock);
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
