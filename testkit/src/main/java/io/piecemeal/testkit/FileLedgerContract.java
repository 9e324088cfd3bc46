package io.piecemeal.testkit;

import org.junit.jupiter.api.BeforeEach;

/**
 * What every {@link io.piecemeal.application.port.out.FileLedger} does. Extend it, hand it an empty
 * ledger, and add nothing.
 */
public abstract class FileLedgerContract
    implements OpeningContract,
        AppendingContract,
        CompletionContract,
        RewindContract,
        DeletionContract,
        SettlementContract,
        ChunkListContract,
        QuotaContract,
        LedgerRaceContract {

  private LedgerFixture ledger;

  protected FileLedgerContract() {}

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
