package io.piecemeal.application.port.in;

import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import java.util.Optional;

/**
 * What operators do about scans, with the files of any owner. All methods throw {@link
 * StorageFailure}.
 */
public interface ManageScans {

  /**
   * Lets a file be read that waits for its scan or is in quarantine.
   *
   * @return the file as it is then; empty if there is no such complete file, or it was not to be
   *     scanned
   */
  Optional<CompleteFile> release(FileId file);

  /**
   * Has a complete file scanned, once more or for the first time. It cannot be read until that is
   * done.
   *
   * @return the file as it is then; empty if there is no such complete file
   */
  Optional<CompleteFile> again(FileId file);
}
