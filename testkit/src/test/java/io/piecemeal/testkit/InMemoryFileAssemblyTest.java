package io.piecemeal.testkit;

final class InMemoryFileAssemblyTest extends FileAssemblyContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
