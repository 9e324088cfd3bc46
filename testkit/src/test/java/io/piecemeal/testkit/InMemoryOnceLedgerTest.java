package io.piecemeal.testkit;

final class InMemoryOnceLedgerTest extends OnceLedgerContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
