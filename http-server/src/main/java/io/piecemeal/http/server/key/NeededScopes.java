package io.piecemeal.http.server.key;

import io.piecemeal.domain.access.Scope;
import java.util.Optional;

/** Which scope a request needs: what its method says, unless its path says more. */
public final class NeededScopes {
  private NeededScopes() {}

  /**
   * @param path as it was sent, or with names in the place of what varies
   * @return empty if the body says what is asked for, or the path itself allows it
   */
  public static Optional<Scope> of(String method, String path) {
    if (isBelow(path, "/mcp") || isBelow(path, "/tickets")) {
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
