package io.piecemeal.adapters.tus;

import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;

/** What this protocol refuses, with the status that it wants. */
final class Refused {

  private Refused() {}

  static RequestRejected badField(String name, String reason) {
    return of(ProblemKind.BAD_REQUEST, "The field %s is refused: %s.".formatted(name, reason));
  }

  static RequestRejected of(ProblemKind kind, String detail) {
    return new RequestRejected(Problem.of(kind, detail));
  }
}
