package io.piecemeal.application.service;

import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.domain.ChunkObject;
import io.piecemeal.domain.StorageFailure;

/** Finds out what became of a commit whose answer was lost. */
final class LostOutcomes {

  private final FileLedger ledger;

  LostOutcomes(FileLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * Decides for good whether the commit happened.
   *
   * @throws StorageFailure.OutcomeUnknown {@code unknown}, if that cannot be asked either
   */
  FileLedger.Fate fate(ChunkObject chunk, StorageFailure.OutcomeUnknown unknown) {
    try {
      return ledger.settle(chunk.key());
    } catch (StorageFailure e) {
      unknown.addSuppressed(e);
      throw unknown;
    }
  }
}
