package io.piecemeal.http.server.guard;

import io.micronaut.http.HttpHeaders;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.problem.ShareProblems;

/**
 * A request that a guard turned away: nothing was changed, and the same request may succeed soon. A
 * problem already, for those who speak in problems.
 */
public final class Overloaded extends RequestRejected {

  private final transient Overload overload;

  Overloaded(Overload overload) {
    super(problem(overload));
    this.overload = overload;
  }

  /** What there was no room in, for those who say it in words of their own. */
  public Overload overload() {
    return overload;
  }

  private static Problem problem(Overload overload) {
    return switch (overload) {
      case Overload.ShareTaken o -> ShareProblems.of("uploads under way", o.share(), o.limit());
      case Overload.SlotsTaken o ->
          Problem.of(
                  ProblemKind.UNAVAILABLE,
                  "%d uploads are under way; send the same request again in 1 s."
                      .formatted(o.limit()))
              .with("max_appends_in_flight", o.limit())
              .header(HttpHeaders.RETRY_AFTER, "1");
      case Overload.MemoryShareTaken o ->
          ShareProblems.of("bytes of memory for bodies", o.share(), o.limit());
      case Overload.MemoryTaken o ->
          Problem.of(
                  ProblemKind.UNAVAILABLE,
                  "Other bodies take all memory for them; send the same request again in 1 s.")
              .header(HttpHeaders.RETRY_AFTER, "1");
      case Overload.RateExceeded o -> rateExceeded(o);
    };
  }

  /** Has the fields that other answers get behind the request, which has not come that far. */
  private static Problem rateExceeded(Overload.RateExceeded overload) {
    Problem problem =
        Problem.of(
                ProblemKind.RATE_LIMITED,
                "At most %d requests a minute; send this one again in %d s."
                    .formatted(overload.limit(), overload.seconds()))
            .with("max_requests_per_minute", overload.limit())
            .with("retry_after_seconds", overload.seconds())
            .header(HttpHeaders.RETRY_AFTER, Long.toString(overload.seconds()));
    OwnerRates.fields(overload.limit(), 0, overload.seconds()).forEach(problem::header);
    return problem;
  }
}
