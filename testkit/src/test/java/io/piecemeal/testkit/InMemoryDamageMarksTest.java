package io.piecemeal.testkit;

final class InMemoryDamageMarksTest extends DamageMarksContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
