package io.piecemeal.http.server.adapter;

import io.piecemeal.domain.access.Scope;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which scope some requests need, whatever their method says.
 *
 * @param method the one that the rule is for; empty for all
 * @param path what the whole path looks like
 * @param needed empty if no key is needed, or something else than the path decides
 */
public record ScopeRule(Optional<String> method, Pattern path, Optional<Scope> needed) {

  /** No scope is needed at this path and below; below none where it is {@code /}. */
  public static ScopeRule open(String path) {
    return new ScopeRule(Optional.empty(), atOrBelow(path), Optional.empty());
  }

  /** One scope is needed at this path and below. */
  public static ScopeRule below(String path, Scope needed) {
    return new ScopeRule(Optional.empty(), atOrBelow(path), Optional.of(needed));
  }

  /**
   * One scope is needed for a POST.
   *
   * @param path with {@code *} for one segment that may be anything
   */
  public static ScopeRule post(String path, Scope needed) {
    Pattern pattern = Pattern.compile(path.replace("*", "[^/]+") + "/?");
    return new ScopeRule(Optional.of("POST"), pattern, Optional.of(needed));
  }

  private static Pattern atOrBelow(String path) {
    String below = path.equals("/") ? "" : "(?:/.*)?";
    return Pattern.compile(Pattern.quote(path) + below, Pattern.DOTALL);
  }

  /** Whether it is for this request. */
  public boolean isFor(String method, String path) {
    return this.method.map(method::equals).orElse(true) && this.path.matcher(path).matches();
  }
}
