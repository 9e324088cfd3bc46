package io.piecemeal.benchmarks.subject;

/** The machine lacks something that a peer needs. The message says what, and how to get it. */
public final class MissingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what is missing and how to get it. */
  public MissingException(String message) {
    super(message);
  }
}
