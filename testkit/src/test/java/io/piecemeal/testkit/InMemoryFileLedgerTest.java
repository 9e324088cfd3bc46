package io.piecemeal.testkit;

final class InMemoryFileLedgerTest extends FileLedgerContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
