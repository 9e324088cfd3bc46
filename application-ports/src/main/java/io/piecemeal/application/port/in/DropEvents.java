package io.piecemeal.application.port.in;

import io.piecemeal.domain.storage.StorageFailure;

/** Forgets events that are too old to be told. Several nodes may do so at once. */
public interface DropEvents {

  /**
   * Does one bounded portion of the work.
   *
   * @return how many events were dropped; 0 if there are no more to drop
   * @throws StorageFailure.Unavailable if the ledger does not answer
   */
  int drop();
}
