package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;

/** Tells what became of a commit to the {@link FileLedger} whose answer was lost. */
public interface CommitResolver {

  /**
   * Decides for good whether a key is part of a file: if it is not yet, it never will be. Waits for
   * a commit of the key that is under way.
   *
   * @throws StorageFailure.Unavailable if the ledger cannot be reached; nothing is decided then
   */
  CommitStatus resolve(ObjectKey key);

  /** Whether a key belongs to a file. */
  enum CommitStatus {
    LIVE,
    DEAD
  }
}
