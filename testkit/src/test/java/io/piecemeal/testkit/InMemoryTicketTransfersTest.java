package io.piecemeal.testkit;

final class InMemoryTicketTransfersTest extends TicketTransfersContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
