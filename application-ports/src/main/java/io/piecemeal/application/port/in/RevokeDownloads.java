package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.UploadRejected;

/** Takes the tickets to read a file back. */
public interface RevokeDownloads {

  /**
   * From its return on no request with any of them begins. Revoking where there is none changes
   * nothing.
   *
   * @throws UploadRejected with {@code NotFound} or {@code Gone}
   */
  void revoke(Owner owner, FileId file);
}
