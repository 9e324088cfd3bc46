package io.piecemeal.domain.upload;

import java.util.Optional;

/** What a file is for. */
public sealed interface Role {

  /** A file of its own. */
  record Whole() implements Role {}

  /**
   * Bytes that are to become a piece of another file. No listing shows it.
   *
   * @param of the file, where that is known
   */
  record Part(Optional<FileId> of) implements Role {}
}
