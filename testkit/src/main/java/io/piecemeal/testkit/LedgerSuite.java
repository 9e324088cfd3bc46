package io.piecemeal.testkit;

import org.junit.jupiter.api.BeforeEach;

/** A suite of tests, each of which starts with an empty ledger. */
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
