package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;

/** Declares how large a file will be that was opened without saying so. */
public interface DeclareSize {

  /**
   * Declares the size, once: declaring the same size again changes nothing. A file that has all its
   * bytes by then is complete.
   *
   * @throws UploadRejected with {@code SizeMismatch} if another size was declared before, or the
   *     file has more bytes; with {@code FileTooLarge}, {@code NotFound} or {@code Gone}, or as
   *     {@link CompleteUpload#complete}
   */
  StoredFile declare(Owner owner, FileId file, ByteCount size);
}
