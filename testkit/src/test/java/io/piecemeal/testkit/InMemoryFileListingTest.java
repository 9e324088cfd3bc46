package io.piecemeal.testkit;

final class InMemoryFileListingTest extends FileListingContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
