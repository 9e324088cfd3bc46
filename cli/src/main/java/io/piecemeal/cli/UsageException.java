package io.piecemeal.cli;

/** A command line whose parts do not fit together; the message says what does. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
