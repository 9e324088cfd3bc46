package io.piecemeal.client;

import org.jspecify.annotations.Nullable;

/** The service could not be reached, or broke off, for as long as the client was to be patient. */
public final class UnreachableException extends PiecemealException {

  private static final long serialVersionUID = 1;

  UnreachableException(String message, @Nullable Throwable cause) {
    super("unreachable", message, cause);
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
