package io.piecemeal.http.server.key;

import io.piecemeal.domain.access.Scope;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which scope a request needs: what its method says, unless its path says more. */
public final class NeededScopes {
  /**
   * What anyone may ask for, whatever key comes along, what a key may ask about itself, or what a
   * body or a ticket decides.
   */
  private static final List<String> OPEN =
      List.of(
          "/anthropic/openapi.yaml",
          "/console",
          "/docs",
          "/health",
          "/mcp",
          "/metrics",
          "/openai/openapi.yaml",
          "/openapi.yaml",
          "/tickets",
          "/usage");

  /** What a dialect cancels by POST is deleted all the same. */
  private static final Pattern CANCEL = Pattern.compile("/openai/v1/uploads/[^/]+/cancel/?");

  /** Who may read the bytes can give them away as well. */
  private static final Pattern DOWNLOAD_TICKET = Pattern.compile("/files/[^/]+/ticket/?");

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
    if (CANCEL.matcher(path).matches()) {
      return Optional.of(Scope.DELETE);
    }
    if (method.equals("POST") && DOWNLOAD_TICKET.matcher(path).matches()) {
      return Optional.of(Scope.READ);
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
