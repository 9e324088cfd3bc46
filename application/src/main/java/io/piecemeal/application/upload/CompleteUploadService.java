package io.piecemeal.application.upload;

import io.piecemeal.application.file.FileDigests;
import io.piecemeal.application.file.FileLookup;
import io.piecemeal.application.object.SupersededException;
import io.piecemeal.application.port.in.CompleteUpload;
import io.piecemeal.application.port.in.ReadObserver;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a file back to know its digest, then completes it if nothing changed meanwhile. */
public final class CompleteUploadService implements CompleteUpload {

  private final FileLookup files;
  private final FileLedger ledger;
  private final FileDigests digests;

  public CompleteUploadService(FileCatalog catalog, FileLedger ledger, FileDigests digests) {
    this.files = new FileLookup(catalog);
    this.ledger = ledger;
    this.digests = digests;
  }

  @Override
  public StoredFile complete(CompleteCommand command, ReadObserver observer) {
    return complete(
        command,
        observer,
        session -> {
          session.requireParts();
          session.requireNothingOnItsWay();
        });
  }

  /** Completes a file after the parts that it was opened for were joined to it. */
  StoredFile completeJoined(CompleteCommand command) {
    return complete(command, ReadObserver.NOBODY, UploadSession::requireNothingOnItsWay);
  }

  /** Completes a file after a ticket's transfer has sent all of it. */
  public void completeAsSent(CompleteCommand command) {
    complete(command, ReadObserver.NOBODY, UploadSession::requireParts);
  }

  private StoredFile complete(
      CompleteCommand command, ReadObserver observer, Consumer<UploadSession> rule) {
    Optional<StoredFile> completed = Optional.empty();
    while (completed.isEmpty()) {
      StoredFile file = files.find(command.owner(), command.file());
      completed =
          switch (file) {
            case CompleteFile complete -> Optional.of(asExpected(complete, command));
            case UploadSession session -> tryComplete(session, command, observer, rule);
          };
    }
    return completed.get();
  }

  /** What is complete already is not completed again, but has to be what the caller expects. */
  private static StoredFile asExpected(CompleteFile file, CompleteCommand command) {
    command.size().ifPresent(file::requireSize);
    command.sha256().ifPresent(expected -> file.requireDigest(expected, file.sha256()));
    return file;
  }

  /** Empty if the file was changed by someone else meanwhile. */
  private Optional<StoredFile> tryComplete(
      UploadSession session,
      CompleteCommand command,
      ReadObserver observer,
      Consumer<UploadSession> rule) {
    rule.accept(session);
    session.requireCompletable(command.size());
    try {
      Sha256 actual =
          digests.of(session, read -> observer.reached(read, Optional.of(session.size())));
      CompleteFile next = session.complete(actual);
      command.sha256().ifPresent(expected -> session.requireDigest(expected, actual));
      return commit(next);
    } catch (SupersededException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageFailure.Unavailable("the file could not be read", e);
    }
  }

  private Optional<StoredFile> commit(CompleteFile next) {
    return switch (ledger.complete(next)) {
      case Commit.Committed committed -> Optional.of(committed.file());
      case Commit.Superseded superseded -> Optional.empty();
    };
  }
}
