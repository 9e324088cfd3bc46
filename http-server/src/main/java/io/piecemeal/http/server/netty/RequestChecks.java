package io.piecemeal.http.server.netty;

import io.netty.handler.codec.http.HttpRequest;
import io.piecemeal.http.server.address.AllowedHosts;
import io.piecemeal.http.server.caps.RoutedPaths;
import io.piecemeal.http.server.problem.Problem;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** All checks of a request's head; the first problem counts. */
@Singleton
public final class RequestChecks {

  private final List<RequestCheck> checks;

  public RequestChecks(AllowedHosts allowedHosts, PageOrigins pages, RoutedPaths paths) {
    this.checks =
        List.of(
            Framing::decoded,
            ProtocolVersions::supported,
            Framing::transferCoding,
            Methods::implemented,
            Methods::notOverridden,
            RequestTarget::wellFormed,
            new HostHeader(allowedHosts),
            new OriginHeader(
                pages.served(), allowedHosts, List.of(paths.secrets(), paths.assets())),
            SingleFields::unambiguous,
            SingleFields::expectation,
            SingleFields::unconditional,
            request -> SingleFields.unplaced(request, paths.secrets()));
  }

  /**
   * Why no service should act on this request; empty if its head is fine.
   *
   * @param port the one that it came to
   */
  public Optional<Problem> problem(HttpRequest request, PortRole port) {
    return checks.stream()
        .flatMap(check -> check.problem(request).stream())
        .findFirst()
        .or(() -> port.problem(request));
  }
}
