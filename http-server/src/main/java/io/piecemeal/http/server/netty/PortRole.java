package io.piecemeal.http.server.netty;

import io.netty.handler.codec.http.HttpRequest;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;

/** Which requests a port takes; all others are as unknown there as a path that is nowhere. */
public enum PortRole {
  /** The only port. */
  ALL,
  /** Where there is another one for management. */
  CALLERS,
  /** Health, metrics and the admin API. */
  MANAGEMENT;

  private static final List<String> MANAGED = List.of("/admin", "/health", "/metrics");

  /** The role of the port on which a connection was accepted. */
  static PortRole of(Optional<ManagementPort> management, SocketAddress accepted) {
    return management
        .map(own -> isAt(own.port(), accepted) ? MANAGEMENT : CALLERS)
        .orElse(PortRole.ALL);
  }

  private static boolean isAt(int port, SocketAddress accepted) {
    return accepted instanceof InetSocketAddress address && address.getPort() == port;
  }

  Optional<Problem> problem(HttpRequest request) {
    return switch (this) {
      case ALL -> Optional.empty();
      case CALLERS ->
          isManaged(RequestTarget.path(request))
              ? unknown("There is no such path.")
              : Optional.empty();
      case MANAGEMENT ->
          isManaged(RequestTarget.path(request))
              ? Optional.empty()
              : unknown("This port has /health, /metrics and /admin; all else is on the other.");
    };
  }

  private static Optional<Problem> unknown(String detail) {
    return Optional.of(Problem.of(ProblemKind.NOT_FOUND, detail));
  }

  private static boolean isManaged(String path) {
    return MANAGED.stream().anyMatch(top -> path.equals(top) || path.startsWith(top + "/"));
  }
}
