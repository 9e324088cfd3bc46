package io.piecemeal.tus.suite;

/** A server does not do what the case holds it to. */
final class Difference extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Difference(String message) {
    super(message);
  }
}
