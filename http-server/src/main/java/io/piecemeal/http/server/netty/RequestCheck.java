package io.piecemeal.http.server.netty;

import io.netty.handler.codec.http.HttpRequest;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import java.util.Optional;

/** Looks at one aspect of a request's head. */
@FunctionalInterface
interface RequestCheck {

  /** Why the request is not to be acted upon; empty if this aspect is fine. */
  Optional<Problem> problem(HttpRequest request);

  /** The problem {@code badRequest}, if {@code bad}. */
  static Optional<Problem> badIf(boolean bad, String detail) {
    return bad ? Optional.of(Problem.of(ProblemKind.BAD_REQUEST, detail)) : Optional.empty();
  }
}
