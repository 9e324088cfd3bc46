package io.piecemeal.embedded.postgres;

/**
 * The embedded database cannot be used. The message says which directory is concerned and what to
 * do next; it never contains the password.
 */
public final class EmbeddedPostgresException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EmbeddedPostgresException(String message) {
    super(message);
  }

  EmbeddedPostgresException(String message, Throwable cause) {
    super(message, cause);
  }
}
