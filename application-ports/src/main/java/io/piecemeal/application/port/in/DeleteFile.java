package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.UploadRejected;

/** Deletes a file, or cancels an upload session, which is the same. */
public interface DeleteFile {

  /**
   * From its return on the file is {@code Gone}, as are its parts that are not joined; their bytes
   * are removed later. Parts that were there before their file, which was opened for them, are free
   * again.
   *
   * @throws UploadRejected with {@code NotFound} or {@code Gone}
   */
  void delete(Owner owner, FileId file);
}
