package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.UploadRejected;

/** Takes the ticket of a file back. */
public interface RevokeTicket {

  /**
   * From its return on no request with the ticket begins, and one that has begun stores nothing
   * more. Revoking where there is none changes nothing.
   *
   * @throws UploadRejected with {@code NotFound} or {@code Gone}
   */
  void revoke(Owner owner, FileId file);
}
