package io.piecemeal.client;

import org.jspecify.annotations.Nullable;

/** A file or source of the caller's own could not be read or written. */
public final class LocalFileException extends PiecemealException {

  private static final long serialVersionUID = 1;

  LocalFileException(String message, @Nullable Throwable cause) {
    super("local-file", message, cause);
  }
}
