package io.piecemeal.testkit;

final class InMemoryEventLogTest extends EventLogContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
