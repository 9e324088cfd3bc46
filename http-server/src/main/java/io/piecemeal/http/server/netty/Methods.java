package io.piecemeal.http.server.netty;

import io.netty.handler.codec.http.HttpRequest;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which methods there are; which of them a path allows is known to the router. */
final class Methods {

  /** Spelled in capitals: methods are case-sensitive (RFC 9110 section 9.1). */
  private static final Set<String> KNOWN =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");

  private static final List<String> OVERRIDES =
      List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override");

  private Methods() {}

  static Optional<Problem> implemented(HttpRequest request) {
    return KNOWN.contains(request.method().name())
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
