package io.piecemeal.application.port.in;

import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;

/** Stores a whole file in one request, however often that arrives. */
public interface StoreFileOnce {

  /**
   * Stores the file if the owner did not use {@code key} within {@link IdempotencyKey#REMEMBERED};
   * else gives the first answer again. Reads the content to its end either way, since only that
   * tells whether the request is the same.
   *
   * @throws IOException what reading the content threw, unchanged; the key is left free
   * @throws UploadRejected with {@code IdempotencyKeyReused} if the key was used for another
   *     request, or as {@link StoreFile#store}, which leaves the key free
   */
  IdempotentAnswer store(StoreCommand command, IdempotencyKey key) throws IOException;
}
