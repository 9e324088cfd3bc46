package io.piecemeal.http.server.address;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names under which the service is reached. Where they are known, a page on another site's name
 * that resolves to this address (DNS rebinding) gets nothing.
 *
 * @param names without ports; none if every name is fine
 */
public record AllowedHosts(Set<String> names) {

  private static final Pattern SYNTAX = Pattern.compile("[^\\s/?#@:\\[\\]]+|\\[[0-9A-Fa-f:.]+]");

  /**
   * Takes the names over, in any case.
   *
   * @throws IllegalArgumentException if one could never be that of a host: with a scheme, a port or
   *     a path
   */
  public AllowedHosts {
    names =
        names.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    for (String name : names) {
      if (!SYNTAX.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "'%s' is not the name of a host such as files.example.org, without a port"
                .formatted(name));
      }
    }
  }

  /** Whether this is one of the names, so that it is known to be ours. */
  public boolean lists(String name) {
    return names.contains(name);
  }

  /** Whether requests to this host are served. */
  public boolean contains(String name) {
    return names.isEmpty() || names.contains(name.toLowerCase(Locale.ROOT));
  }
}
