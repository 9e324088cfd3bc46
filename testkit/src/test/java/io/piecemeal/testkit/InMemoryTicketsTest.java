package io.piecemeal.testkit;

final class InMemoryTicketsTest extends TicketsContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
