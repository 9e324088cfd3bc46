package io.piecemeal.application.service;

import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.domain.FileId;
import io.piecemeal.domain.ObjectKey;
import io.piecemeal.domain.Owner;
import io.piecemeal.domain.StorageFailure;
import io.piecemeal.domain.StoredFile;
import io.piecemeal.domain.UploadRejected;

/** Finds out what became of a commit whose answer was lost. */
final class LostOutcomes {

  private final KnownFiles files;
  private final FileLedger ledger;

  LostOutcomes(FileLedger ledger) {
    this.files = new KnownFiles(ledger);
    this.ledger = ledger;
  }

  /**
   * Decides for good whether the commit happened, and finds the file that it made if it did.
   *
   * @param key an object that the commit made a part of the file, if it happened
   * @throws StorageFailure.Unavailable if it did not happen and never will
   * @throws StorageFailure.OutcomeUnknown {@code unknown}, if that cannot be asked, or if it
   *     happened and the file cannot be found. Either way the object has to stay
   */
  StoredFile resolve(
      Owner owner, FileId file, ObjectKey key, StorageFailure.OutcomeUnknown unknown) {
    return switch (fate(key, unknown)) {
      case LIVE -> find(owner, file, unknown);
      case DEAD ->
          throw new StorageFailure.Unavailable(
              "object %s surely did not become a part of file %s".formatted(key, file), unknown);
    };
  }

  /**
   * Decides for good whether the commit happened.
   *
   * @throws StorageFailure.OutcomeUnknown {@code unknown}, if that cannot be asked; the object has
   *     to stay
   */
  FileLedger.Fate fate(ObjectKey key, StorageFailure.OutcomeUnknown unknown) {
    try {
      return ledger.settle(key);
    } catch (StorageFailure e) {
      unknown.addSuppressed(e);
      throw unknown;
    }
  }

  private StoredFile find(Owner owner, FileId file, StorageFailure.OutcomeUnknown unknown) {
    try {
      return files.find(owner, file);
    } catch (StorageFailure | UploadRejected e) {
      // Anything else would say that nothing was committed.
      unknown.addSuppressed(e);
      throw unknown;
    }
  }
}
