package io.piecemeal.bootstrap.settings;

/** The service cannot start; the message says what its operator can do about it. */
public final class StartupException extends RuntimeException {

  public StartupException(String message) {
    super(message);
  }

  public StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
