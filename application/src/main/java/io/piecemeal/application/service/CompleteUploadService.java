package io.piecemeal.application.service;

import io.piecemeal.application.port.in.CompleteUpload;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.domain.upload.StoredFile;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a file back to know its digest, then completes it if nothing changed meanwhile. */
public final class CompleteUploadService implements CompleteUpload {

  private final FileLookup files;
  private final FileLedger ledger;
  private final FileDigests digests;

  public CompleteUploadService(FileLedger ledger, FileDigests digests) {
    this.files = new FileLookup(ledger);
    this.ledger = ledger;
    this.digests = digests;
  }

  @Override
  public StoredFile complete(CompleteCommand command) {
    return complete(command, StoredFile::requireNothingOnItsWay);
  }

  /** Completes a file of which a ticket's transfer has sent all. */
  StoredFile completeAsSent(CompleteCommand command) {
    return complete(command, file -> {});
  }

  private StoredFile complete(CompleteCommand command, Consumer<StoredFile> rule) {
    Optional<StoredFile> completed = Optional.empty();
    while (completed.isEmpty()) {
      StoredFile file = files.find(command.owner(), command.file());
      rule.accept(file);
      completed = tryComplete(file, command);
    }
    return completed.get();
  }

  /** Empty if the file was changed by someone else meanwhile. */
  private Optional<StoredFile> tryComplete(StoredFile file, CompleteCommand command) {
    file.requireCompletable(command.size());
    try {
      Sha256 actual = digest(file);
      file.requireDeclaredDigest(actual);
      command.sha256().ifPresent(expected -> file.requireDigest(expected, actual));
      return file.status() == Status.COMPLETE ? Optional.of(file) : commit(file, actual);
    } catch (SupersededException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageFailure.Unavailable("the file could not be read", e);
    }
  }

  private Sha256 digest(StoredFile file) throws IOException {
    return file.sha256().isPresent() ? file.sha256().get() : digests.of(file);
  }

  private Optional<StoredFile> commit(StoredFile file, Sha256 actual) {
    return switch (ledger.complete(file, actual)) {
      case Commit.Committed committed -> Optional.of(committed.file());
      case Commit.Superseded superseded -> Optional.empty();
    };
  }
}
