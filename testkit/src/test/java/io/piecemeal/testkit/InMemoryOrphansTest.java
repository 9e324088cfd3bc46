package io.piecemeal.testkit;

final class InMemoryOrphansTest extends OrphansContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
