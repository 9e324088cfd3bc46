package io.piecemeal.http.server.netty;

import io.netty.handler.codec.http.HttpRequest;
import io.piecemeal.http.server.adapter.KnownMethods;
import io.piecemeal.http.server.address.AllowedHosts;
import io.piecemeal.http.server.caps.RoutedPaths;
import io.piecemeal.http.server.problem.Problem;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** All checks of a request's head; the first problem counts. */
@Singleton
public final class RequestChecks {

  private final List<RequestCheck> checks;

  @Inject
  RequestChecks(
      AllowedHosts allowedHosts, PageOrigins pages, RoutedPaths paths, KnownMethods methods) {
    this(allowedHosts, pages, paths, new Methods(methods));
  }

  /** For a time when it is not known yet which methods there are: all may be. */
  public RequestChecks(AllowedHosts allowedHosts, PageOrigins pages, RoutedPaths paths) {
    this(allowedHosts, pages, paths, _ -> Optional.empty());
  }

  private RequestChecks(
      AllowedHosts allowedHosts, PageOrigins pages, RoutedPaths paths, RequestCheck method) {
    this.checks =
        List.of(
            Framing::decoded,
            ProtocolVersions::supported,
            Framing::transferCoding,
            method,
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
