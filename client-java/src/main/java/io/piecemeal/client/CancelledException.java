package io.piecemeal.client;

import org.jspecify.annotations.Nullable;

/** The caller's thread was interrupted, or its future cancelled. An upload can be resumed. */
public final class CancelledException extends PiecemealException {

  private static final long serialVersionUID = 1;

  CancelledException(String message, @Nullable Throwable cause) {
    super("cancelled", message, cause);
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
