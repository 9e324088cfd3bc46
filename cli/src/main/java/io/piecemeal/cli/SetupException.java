package io.piecemeal.cli;

/** A setting that cannot be used; the message says what to do. */
final class SetupException extends RuntimeException {

  private static final long serialVersionUID = 1;

  SetupException(String message) {
    super(message);
  }

  SetupException(String message, Throwable cause) {
    super(message, cause);
  }
}
