package io.piecemeal.testkit;

final class InMemoryCompactionsTest extends CompactionsContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
