package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;

/** Tells what a failure of the disk means for a request. */
final class DiskFailures {

  private DiskFailures() {}

  static StorageFailure translated(String what, IOException failure) {
    return isForLackOfSpace(failure)
        ? new StorageFailure.NoSpace(what, failure)
        : new StorageFailure.Unavailable(what, failure);
  }

  /** By the texts of ENOSPC and EDQUOT: the JDK keeps no error number. */
  static boolean isForLackOfSpace(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("No space left on device") || message.contains("Disk quota exceeded");
  }
}
