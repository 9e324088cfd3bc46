package io.piecemeal.adapters.http.netty;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names under which the service is reached. Where they are known, a page on somebody else's
 * name that resolves to this address (DNS rebinding) gets nothing.
 *
 * @param names without ports; none if every name is fine
 */
public record AllowedHosts(Set<String> names) {

  public AllowedHosts {
    names =
        names.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether requests to this host are served. */
  boolean contains(String name) {
    return names.isEmpty() || names.contains(name.toLowerCase(Locale.ROOT));
  }
}
