package io.piecemeal.testkit;

/**
 * What every {@link io.piecemeal.application.port.out.FileLedger} does. Extend it, hand it an empty
 * ledger, and add nothing.
 */
public abstract class FileLedgerContract extends LedgerSuite
    implements OpeningContract,
        AppendingContract,
        CompletionContract,
        RewindContract,
        DeletionContract,
        IdempotencyContract,
        QuotaContract,
        ChargeContract,
        QuotaRaceContract,
        SharingContract,
        ShardContract,
        LedgerDurabilityContract,
        LedgerRaceContract {

  protected FileLedgerContract() {}
}
