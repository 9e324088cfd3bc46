package io.piecemeal.application.service;

import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.util.function.Function;
import java.util.function.Supplier;

/** Finds out what became of a commit whose answer was lost. */
final class InDoubtCommits {

  private final FileLookup files;
  private final FileLedger ledger;

  InDoubtCommits(FileLedger ledger) {
    this.files = new FileLookup(ledger);
    this.ledger = ledger;
  }

  /**
   * What a commit is to make.
   *
   * @param key an object that becomes a part of the file by it
   */
  record Part(Owner owner, FileId file, ObjectKey key) {}

  /**
   * Makes a commit. Where it fails and nobody knows whether it was made, decides that for good, and
   * finds the file that it made if it was.
   *
   * @param made what the commit would have given
   * @throws StorageFailure.Unavailable if it was not made and never will be
   * @throws StorageFailure.OutcomeUnknown if that cannot be asked, or if it was made and the file
   *     cannot be found. Either way the object has to stay
   * @throws RuntimeException what the commit threw, if it was surely not made
   */
  <T> T commit(Part part, Supplier<T> commit, Function<StoredFile, T> made) {
    try {
      return commit.get();
    } catch (StorageFailure.OutcomeUnknown unknown) {
      RuntimeException ifNot =
          new StorageFailure.Unavailable(
              "object %s surely did not become a part of file %s"
                  .formatted(part.key(), part.file()),
              unknown);
      return made.apply(madeFile(part, unknown, ifNot));
    } catch (StorageFailure | UploadRejected certain) {
      throw certain;
    } catch (RuntimeException fault) {
      return made.apply(madeFile(part, unknownAfter(fault), fault));
    }
  }

  /** A fault of the program tells nothing of what was committed before it. */
  static StorageFailure.OutcomeUnknown unknownAfter(RuntimeException fault) {
    return new StorageFailure.OutcomeUnknown("a commit failed for no known reason", fault);
  }

  private StoredFile madeFile(
      Part part, StorageFailure.OutcomeUnknown unknown, RuntimeException ifNot) {
    return switch (status(part.key(), unknown)) {
      case LIVE -> find(part.owner(), part.file(), unknown);
      case DEAD -> throw ifNot;
    };
  }

  /**
   * Decides for good whether the commit happened.
   *
   * @throws StorageFailure.OutcomeUnknown {@code unknown}, if that cannot be asked; the object has
   *     to stay
   */
  FileLedger.CommitStatus status(ObjectKey key, StorageFailure.OutcomeUnknown unknown) {
    try {
      return ledger.resolve(key);
    } catch (RuntimeException e) {
      unknown.addSuppressed(e);
      throw unknown;
    }
  }

  private StoredFile find(Owner owner, FileId file, StorageFailure.OutcomeUnknown unknown) {
    try {
      return files.find(owner, file);
    } catch (RuntimeException e) {
      // Anything else would say that nothing was committed.
      unknown.addSuppressed(e);
      throw unknown;
    }
  }
}
