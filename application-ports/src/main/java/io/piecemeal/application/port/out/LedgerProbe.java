package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.StorageFailure;

/** Tries whether the ledger answers and takes changes. */
public interface LedgerProbe {

  /**
   * Takes one round trip.
   *
   * @throws StorageFailure.Unavailable if it does not answer, or is read-only
   */
  void probe();
}
