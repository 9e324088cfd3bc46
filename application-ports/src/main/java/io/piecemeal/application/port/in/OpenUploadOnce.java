package io.piecemeal.application.port.in;

import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.UploadRejected;

/** Opens an upload session, however often the request for it arrives. */
public interface OpenUploadOnce {

  /**
   * Opens a session if the owner did not use {@code key} within {@link IdempotencyKey#REMEMBERED};
   * else gives the first answer again. Of requests that come at the same time, all but one wait for
   * it.
   *
   * @throws UploadRejected with {@code IdempotencyKeyReused} if the key was used for another
   *     request, or as {@link OpenUpload#open}, which leaves the key free
   */
  IdempotentAnswer open(OpenCommand command, IdempotencyKey key);
}
