package io.piecemeal.testkit;

/**
 * What every {@link io.piecemeal.application.port.out.ChunkStore} does. Extend it, hand it an empty
 * store, and add nothing.
 */
public abstract class ChunkStoreContract extends StoreSuite
    implements ObjectReadingContract,
        ObjectKeysContract,
        ObjectDeletionContract,
        StoreDurabilityContract,
        StoreFaultsContract,
        StoreSilenceContract {

  protected ChunkStoreContract() {}
}
