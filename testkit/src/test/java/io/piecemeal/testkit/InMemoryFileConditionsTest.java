package io.piecemeal.testkit;

final class InMemoryFileConditionsTest extends FileConditionsContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
