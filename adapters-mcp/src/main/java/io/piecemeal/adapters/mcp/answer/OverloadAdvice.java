package io.piecemeal.adapters.mcp.answer;

import io.piecemeal.http.server.guard.Overload;

/** Says to an agent what there was no room in. */
public final class OverloadAdvice {

  private OverloadAdvice() {}

  /** The sentence; what to do about it follows. */
  public static String of(Overload overload) {
    return switch (overload) {
      case Overload.ShareTaken o ->
          "Your share of the uploads under way is %s now, and taken.".formatted(o.share());
      case Overload.SlotsTaken o -> "Too many uploads are under way.";
      case Overload.MemoryShareTaken o ->
          "Your other calls have your share of the memory for bodies, which is %d of %d bytes now."
              .formatted(o.share(), o.limit());
      case Overload.MemoryTaken o -> "The bodies of other calls take all memory for them.";
      case Overload.RateExceeded o ->
          "You have sent too many requests: send this one again in %s seconds."
              .formatted(o.seconds());
    };
  }
}
