package io.piecemeal.testkit;

final class InMemoryGraveyardTest extends GraveyardContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
