package io.piecemeal.testkit;

final class InMemoryFileCatalogTest extends FileCatalogContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
