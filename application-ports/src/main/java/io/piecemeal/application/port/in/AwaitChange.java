package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.time.Duration;

/** Tells the state of one file as soon as it is another one. */
public interface AwaitChange {

  /** The longest wait: below what proxies take for a dead connection. */
  Duration LONGEST = Duration.ofSeconds(60);

  /**
   * Returns when something about the file or its ticket has changed, whichever node changed it, or
   * when the time is over, or the service is about to stop; at once for a complete file, unless
   * that waits for its scan: it does not change any more. Holds the calling thread, but no
   * connection of the database.
   *
   * @param atMost up to {@link #LONGEST}
   * @return the file as it is then
   * @throws UploadRejected with {@code NotFound} or {@code Gone}, also if it goes meanwhile; with
   *     {@code TooManyWaiting}
   */
  StoredFile await(Owner owner, FileId file, Duration atMost);
}
