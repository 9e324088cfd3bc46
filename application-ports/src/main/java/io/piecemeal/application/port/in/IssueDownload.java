package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.DownloadTicket;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.UploadRejected;

/** Permits a caller without an API key to read a complete file. */
public interface IssueDownload {

  /**
   * Issues a ticket that is good any number of times until it expires. Of more than {@link
   * DownloadTicket#MOST_PER_FILE} the oldest is revoked.
   *
   * @throws UploadRejected with {@code FileIncomplete}, {@code NotFound} or {@code Gone}
   */
  IssuedDownload issue(Owner owner, FileId file);

  /**
   * A ticket of a file.
   *
   * @param token the secret that its user sends; it is told this once
   */
  record IssuedDownload(TicketToken token, DownloadTicket ticket, CompleteFile file) {}
}
