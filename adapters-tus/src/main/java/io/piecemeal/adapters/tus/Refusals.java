package io.piecemeal.adapters.tus;

import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;

/** What these protocols refuse before any rule is asked, with the status that they want. */
public final class Refusals {

  private Refusals() {}

  /**
   * A field that is not as it has to be.
   *
   * @param advice without a full stop
   */
  public static RequestRejected badField(String name, String advice) {
    return of(ProblemKind.BAD_REQUEST, "The field %s is refused: %s.".formatted(name, advice));
  }

  /** Two lengths of one upload. */
  public static RequestRejected inconsistentLength(String detail) {
    return of(ProblemKind.SIZE_MISMATCH, detail);
  }

  /** Anything else. */
  public static RequestRejected of(ProblemKind kind, String detail) {
    return new RequestRejected(Problem.of(kind, detail));
  }
}
