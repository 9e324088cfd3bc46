package io.piecemeal.testkit;

final class InMemoryDownloadTicketsTest extends DownloadTicketsContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
