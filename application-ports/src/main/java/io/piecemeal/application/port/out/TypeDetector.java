package io.piecemeal.application.port.out;

import io.piecemeal.domain.upload.ContentType;
import java.util.Optional;

/** Tells types of contents by how they begin. */
public interface TypeDetector {

  /** So many bytes are enough. */
  int HEAD = 8 << 10;

  /**
   * The type that the bytes look like; empty if they look like nothing that is known.
   *
   * @param head the first bytes of a file, at most {@value #HEAD}, or all of them if it has fewer
   */
  Optional<ContentType> detect(byte[] head);
}
