package io.piecemeal.adapters.mcp.guard;

/**
 * There is too much under way; the same call may succeed in a second. Nothing was changed. Carries
 * no stack trace: it is an answer.
 */
public final class BusyException extends RuntimeException {

  /**
   * @param message a sentence for the caller
   */
  public BusyException(String message) {
    super(message, null, false, false);
  }

  /**
   * @param message a sentence for the caller
   */
  public BusyException(String message, Throwable cause) {
    super(message, cause, false, false);
  }

  /** The sentence for the caller. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
