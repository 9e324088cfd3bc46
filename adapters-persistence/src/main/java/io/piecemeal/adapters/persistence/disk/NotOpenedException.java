package io.piecemeal.adapters.persistence.disk;

import java.io.IOException;

/**
 * Something could not be opened in order to be synced. It may be that the process has no descriptor
 * left, so it says nothing about what the disk keeps; what was to be synced is not.
 */
final class NotOpenedException extends IOException {

  private static final long serialVersionUID = 1L;

  NotOpenedException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
