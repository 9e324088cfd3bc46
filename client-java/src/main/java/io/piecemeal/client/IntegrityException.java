package io.piecemeal.client;

import org.jspecify.annotations.Nullable;

/** The bytes that arrived, or came back, are not those that were sent. */
public final class IntegrityException extends PiecemealException {

  private static final long serialVersionUID = 1;

  IntegrityException(String message, @Nullable Throwable cause) {
    super("digest-mismatch", message, cause);
  }
}
