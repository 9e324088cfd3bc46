package io.piecemeal.application.port.in;

import io.piecemeal.domain.FileId;
import io.piecemeal.domain.Owner;
import io.piecemeal.domain.StoredFile;
import io.piecemeal.domain.UploadRejected;

/** Tells the state of one file. */
public interface FindFile {

  /**
   * Its size is never behind what was acknowledged.
   *
   * @throws UploadRejected with {@code NotFound} or {@code Gone}
   */
  StoredFile find(Owner owner, FileId file);
}
