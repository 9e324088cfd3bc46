package io.piecemeal.http.server.netty;

import io.netty.handler.codec.http.HttpRequest;
import io.piecemeal.http.server.adapter.KnownMethods;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import java.util.List;
import java.util.Optional;

/** Refuses methods that no path takes. */
record Methods(KnownMethods known) implements RequestCheck {

  private static final List<String> OVERRIDES =
      List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override");

  @Override
  public Optional<Problem> problem(HttpRequest request) {
    return known.contain(request.method().name())
        ? Optional.empty()
        : Optional.of(
            Problem.of(ProblemKind.NOT_IMPLEMENTED, "Use GET, HEAD, POST, PUT or DELETE."));
  }

  /** Not followed here, but a filter on the request's way may have gone by them. */
  static Optional<Problem> notOverridden(HttpRequest request) {
    return RequestCheck.badIf(
        OVERRIDES.stream().anyMatch(request.headers()::contains),
        "Send the method itself, without a header that overrides it.");
  }
}
