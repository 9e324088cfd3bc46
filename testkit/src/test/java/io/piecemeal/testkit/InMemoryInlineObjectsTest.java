package io.piecemeal.testkit;

final class InMemoryInlineObjectsTest extends InlineObjectsContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
