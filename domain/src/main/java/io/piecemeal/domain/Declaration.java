package io.piecemeal.domain;

import java.util.Optional;

/**
 * What the caller said, when opening the session, that the whole file will be.
 *
 * @param size the final size; the session completes itself when it is reached
 * @param sha256 the digest of the whole file, checked at completion
 */
public record Declaration(Optional<ByteCount> size, Optional<Sha256> sha256) {

  public static final Declaration NONE = new Declaration(Optional.empty(), Optional.empty());

  /** A file of which something was declared is not readable before it is known to be that. */
  public boolean hidesContentUntilComplete() {
    return size.isPresent() || sha256.isPresent();
  }
}
