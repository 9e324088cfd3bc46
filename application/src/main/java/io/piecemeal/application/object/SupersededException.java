package io.piecemeal.application.object;

import io.piecemeal.domain.upload.FileId;
import java.io.IOException;

/**
 * The file that was being read is no longer the one that was seen: it was rewound, compacted or
 * deleted.
 */
public final class SupersededException extends IOException {

  public SupersededException(FileId file) {
    super("file " + file + " was rewound, compacted or deleted while it was read");
  }
}
