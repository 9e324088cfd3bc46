package io.piecemeal.testkit;

final class InMemoryScanQueueTest extends ScanQueueContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
