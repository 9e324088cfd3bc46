package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadRejected;

/** Permits a caller without an API key to send the rest of a file. */
public interface IssueTicket {

  /**
   * Issues a ticket from where the file ends now. One that the file had before is revoked by that.
   *
   * @param completion whether the file is completed with the last byte that the ticket's holder
   *     announces
   * @throws UploadRejected with {@code UploadComplete}, {@code NotFound} or {@code Gone}
   */
  IssuedTicket issue(Owner owner, FileId file, Ticket.Completion completion);

  /**
   * A ticket of a file as it was then.
   *
   * @param token the secret that its user sends; it is told this once
   */
  record IssuedTicket(TicketToken token, Ticket ticket, StoredFile file) {}
}
