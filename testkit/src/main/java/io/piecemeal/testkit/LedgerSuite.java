package io.piecemeal.testkit;

import org.junit.jupiter.api.BeforeEach;

/** A suite of tests that each start with an empty ledger. */
abstract class LedgerSuite implements LedgerContract {

  private LedgerFixture ledger;

  /** An empty ledger; called before each test. */
  protected abstract LedgerFixture emptyLedger();

  @BeforeEach
  final void startWithAnEmptyLedger() {
    ledger = emptyLedger();
  }

  @Override
  public final LedgerFixture ledger() {
    return ledger;
  }
}
