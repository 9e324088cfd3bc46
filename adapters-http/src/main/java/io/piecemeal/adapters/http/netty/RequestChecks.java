package io.piecemeal.adapters.http.netty;

import io.netty.handler.codec.http.HttpRequest;
import io.piecemeal.adapters.http.problem.Problem;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** All checks of a request's head; the first problem counts. */
@Singleton
final class RequestChecks {

  private final List<RequestCheck> checks;

  RequestChecks(AllowedHosts allowedHosts, PageOrigins pages) {
    this.checks =
        List.of(
            Framing::decoded,
            ProtocolVersions::supported,
            Framing::transferCoding,
            Methods::implemented,
            Methods::notOverridden,
            RequestTarget::wellFormed,
            new HostHeader(allowedHosts),
            new OriginHeader(pages.served(), allowedHosts),
            SingleFields::unambiguous,
            SingleFields::expectation);
  }

  Optional<Problem> problem(HttpRequest request) {
    return checks.stream().flatMap(check -> check.problem(request).stream()).findFirst();
  }
}
