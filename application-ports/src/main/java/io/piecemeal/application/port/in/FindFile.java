package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;

/** Tells the state of one file. */
public interface FindFile {

  /**
   * Its size is never behind what was acknowledged.
   *
   * @throws UploadRejected with {@code NotFound} or {@code Gone}
   */
  StoredFile find(Owner owner, FileId file);
}
