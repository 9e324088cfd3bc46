package io.piecemeal.adapters.mcp.guard;

import io.piecemeal.http.server.guard.Overload;
import io.piecemeal.http.server.guard.Overloaded;

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

  /** The same of a guard of the server. */
  public static BusyException of(Overloaded overloaded) {
    return new BusyException(
        switch (overloaded.overload()) {
          case Overload.ShareTaken o ->
              "Your share of the uploads under way is %s now, and taken.".formatted(o.share());
          case Overload.SlotsTaken o -> "Too many uploads are under way.";
          case Overload.RateExceeded o ->
              "You have sent too many requests: send this one again in %s seconds."
                  .formatted(o.seconds());
        });
  }

  /** The sentence for the caller. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
