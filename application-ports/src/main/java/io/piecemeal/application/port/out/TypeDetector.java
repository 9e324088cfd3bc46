package io.piecemeal.application.port.out;

import io.piecemeal.domain.upload.ContentType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Tells types of contents by how they begin. */
public interface TypeDetector {

  /** So many bytes are enough. */
  int HEAD = 8 << 10;

  /**
   * The type that the bytes look like; empty if they look like nothing that is known. Does not
   * close {@code head}.
   *
   * @param head the first bytes of a file; no more than {@value #HEAD} are looked at
   * @throws IOException what reading threw, unchanged
   */
  Optional<ContentType> detect(InputStream head) throws IOException;
}
