package io.piecemeal.http.server.key;

import io.piecemeal.domain.access.Scope;
import java.util.List;
import java.util.Optional;

/** Which scope a request needs: what its method says, unless its path says more. */
public final class NeededScopes {
  /** What anyone may ask for, whatever key comes along, or what a body or a ticket decides. */
  private static final List<String> OPEN =
      List.of("/docs", "/health", "/mcp", "/metrics", "/openapi.yaml", "/tickets");

  private NeededScopes() {}

  /**
   * @param path as it was sent, or with names in the place of what varies
   * @return empty if the body says what is asked for, or no key is needed
   */
  public static Optional<Scope> of(String method, String path) {
    if (path.equals("/") || OPEN.stream().anyMatch(top -> isBelow(path, top))) {
      return Optional.empty();
    }
    if (isBelow(path, "/admin")) {
      return Optional.of(Scope.ADMIN);
    }
    return Optional.of(
        switch (method) {
          case "GET", "HEAD", "OPTIONS" -> Scope.READ;
          case "DELETE" -> Scope.DELETE;
          default -> Scope.WRITE;
        });
  }

  private static boolean isBelow(String path, String top) {
    return path.equals(top) || path.startsWith(top + "/");
  }
}
