package io.piecemeal.testkit;

final class InMemoryOwnerBookTest extends OwnerBookContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
