package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
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

  /**
   * Deletes a file that a call made which fails behind it, since nobody learns where it is. Where
   * that fails, too, the file stays until it expires, and {@code why} is told of it.
   *
   * @param why what the call fails with
   */
  default void takeBack(StoredFile made, Exception why) {
    try {
      delete(made.owner(), made.id());
    } catch (RuntimeException e) {
      why.addSuppressed(e);
    }
  }
}
