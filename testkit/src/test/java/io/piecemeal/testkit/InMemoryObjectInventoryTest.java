package io.piecemeal.testkit;

final class InMemoryObjectInventoryTest extends ObjectInventoryContract {

  @Override
  protected InventoryFixture emptyStore() {
    TestClock clock = new TestClock();
    return InventoryFixture.of(new InMemoryChunkStore(clock), clock);
  }
}
