package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.upload.UploadRejected;

/** Reads the bytes of a file for who holds a ticket. */
public interface ReadByTicket {

  /**
   * The same as {@link ReadContent#open} for the ticket's file. A reading that has begun goes on
   * when the ticket expires or is revoked.
   *
   * @throws UploadRejected with {@code NoSuchTicket} if there is none, it was revoked or has
   *     expired, or its file is gone; with {@code BeingScanned} or {@code Quarantined}
   * @throws io.piecemeal.domain.storage.StorageFailure.Damaged if damage was found in the file
   */
  ReadContent.Content open(TicketToken token);
}
