package io.piecemeal.tus.suite;

/** A case cannot be tried on this server, or with these options. */
final class NotApplicable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotApplicable(String message) {
    super(message);
  }
}
