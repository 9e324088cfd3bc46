package io.piecemeal.adapters.tus.ietf;

import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;

/** What this protocol refuses before any rule is asked. */
final class Refusals {

  private Refusals() {}

  static RequestRejected badField(String name, String advice) {
    return of(ProblemKind.BAD_REQUEST, "The field %s is refused: %s.".formatted(name, advice));
  }

  /** Two lengths of one upload. */
  static RequestRejected inconsistentLength(String detail) {
    return of(ProblemKind.SIZE_MISMATCH, detail);
  }

  static RequestRejected of(ProblemKind kind, String detail) {
    return new RequestRejected(Problem.of(kind, detail));
  }
}
