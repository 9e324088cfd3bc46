package io.piecemeal.testkit;

final class InMemoryScanPolicyBookTest extends ScanPolicyBookContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
