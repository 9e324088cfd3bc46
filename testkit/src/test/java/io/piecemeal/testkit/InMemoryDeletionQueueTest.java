package io.piecemeal.testkit;

final class InMemoryDeletionQueueTest extends DeletionQueueContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
