package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadRejected;

/** Tells the holder of a ticket how far the file is. */
public interface FindTicket {

  /**
   * Looks a valid ticket up. Of another one the caller learns only that it is not: its URL lies in
   * histories.
   *
   * @throws UploadRejected with {@code NoSuchTicket} if there is none, it was revoked or another
   *     was issued since; with {@code TicketUsed} or {@code TicketExpired}; with {@code Gone} if
   *     the file is gone
   */
  FoundTicket find(TicketToken token);

  /** A ticket and its file at one moment. */
  record FoundTicket(Ticket ticket, StoredFile file) {}
}
