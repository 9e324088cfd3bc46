package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.UploadRejected;

/** Reads the bytes of a file for who compares them with others, and gives none of them out. */
@FunctionalInterface
public interface ReadToCompare {

  /**
   * The same as {@link ReadContent#open}, whatever a scanner says of the file.
   *
   * @throws UploadRejected with {@code NotFound}, {@code Gone} or {@code FileIncomplete}
   * @throws io.piecemeal.domain.storage.StorageFailure.Damaged if damage was found in it before
   */
  ReadContent.Content open(Owner owner, FileId file);
}
