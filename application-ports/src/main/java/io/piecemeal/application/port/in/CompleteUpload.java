package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.util.Optional;

/** Ends an upload session: the file is immutable from then on. */
public interface CompleteUpload {

  /**
   * Reads the whole file to find its digest, then completes it if it is still the same. Completing
   * a complete file again gives the same answer. Holds the calling thread for as long as that
   * takes.
   *
   * @param observer is told how far the file is read
   * @throws UploadRejected with {@code SizeMismatch}, {@code ChecksumMismatch}, {@code TicketOpen},
   *     {@code AwaitsParts}, {@code DigestsUnderWay} or {@code AllTurnsTaken}, after which the
   *     session is open as before; or with {@code NotFound} or {@code Gone}
   */
  StoredFile complete(CompleteCommand command, ReadObserver observer);

  /** The same, with nobody who wants to know how far it is. */
  default StoredFile complete(CompleteCommand command) {
    return complete(command, ReadObserver.NOBODY);
  }

  /** The file, and what it must be. */
  record CompleteCommand(
      Owner owner, FileId file, Optional<ByteCount> size, Optional<Sha256> sha256) {}
}
