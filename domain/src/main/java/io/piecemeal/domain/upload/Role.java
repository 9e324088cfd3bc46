package io.piecemeal.domain.upload;

import java.util.Optional;

/** What a file is for. */
public sealed interface Role {

  /** Whether such a file may become a piece of that one: a part of it, or of none so far. */
  default boolean mayBecomePartOf(FileId whole) {
    return switch (this) {
      case Whole _, OfParts _ -> false;
      case Part part -> part.of().filter(other -> !other.equals(whole)).isEmpty();
    };
  }

  /** A file of its own. */
  record Whole() implements Role {}

  /**
   * A file of its own that is made of the parts that it was opened for, once all of them are
   * complete, and of nothing else.
   */
  record OfParts() implements Role {}

  /**
   * Bytes that are to become a piece of another file. No listing shows it.
   *
   * @param of the file, where that is known
   */
  record Part(Optional<FileId> of) implements Role {}
}
