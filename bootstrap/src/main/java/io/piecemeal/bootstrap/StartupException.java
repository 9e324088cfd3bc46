package io.piecemeal.bootstrap;

/** The service cannot start; the message says what its operator can do about it. */
final class StartupException extends RuntimeException {

  StartupException(String message) {
    super(message);
  }

  StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
