package io.piecemeal.testkit;

final class InMemoryStagingTest extends StagingContract {

  @Override
  protected StoreFixture emptyStore() {
    return new DecoratedStoreFixture(store -> store);
  }
}
