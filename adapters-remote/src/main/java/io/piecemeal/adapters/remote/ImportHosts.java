package io.piecemeal.adapters.remote;

import io.piecemeal.outbound.TargetUrl;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The hosts that files may be fetched from.
 *
 * @param exact names and addresses, in lower case
 * @param domains those below which any name is one, each with a dot before it
 */
public record ImportHosts(Set<String> exact, Set<String> domains) {

  private static final String ANY_BELOW = "*.";

  public ImportHosts {
    exact = Set.copyOf(exact);
    domains = Set.copyOf(domains);
  }

  /**
   * @param names of hosts, addresses, and domains such as {@code *.example.com}
   * @throws IllegalArgumentException if one is none of these
   */
  public static ImportHosts of(Collection<String> names) {
    Set<String> exact = new HashSet<>();
    Set<String> domains = new HashSet<>();
    for (String name : names) {
      if (name.startsWith(ANY_BELOW)) {
        domains.add("." + host(name, name.substring(ANY_BELOW.length())));
      } else {
        exact.add(host(name, name));
      }
    }
    return new ImportHosts(exact, domains);
  }

  private static String host(String name, String host) {
    boolean isHost = host.chars().noneMatch(c -> c == '/' || c == '?' || c == '#' || c == '@');
    boolean isSix = host.chars().filter(c -> c == ':').count() > 1;
    try {
      if (isHost && (isSix || !host.contains(":"))) {
        return TargetUrl.parse((isSix ? "https://[%s]/" : "https://%s/").formatted(host)).host();
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(wrong(name), e);
    }
    throw new IllegalArgumentException(wrong(name));
  }

  private static String wrong(String name) {
    return "'%s' is neither a host nor an address nor a domain like *.example.com".formatted(name);
  }

  boolean contain(String host) {
    return exact.contains(host) || domains.stream().anyMatch(host::endsWith);
  }
}
