package io.piecemeal.http.server.adapter;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The methods that some path may take; which of them it does is known to the router. They are
 * spelled in capitals: methods are case-sensitive (RFC 9110 section 9.1).
 */
@Singleton
public final class KnownMethods {

  private static final List<String> COMMON =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");

  private final Set<String> names;

  @Inject
  public KnownMethods(List<AdapterFacts> adapters) {
    names =
        Stream.concat(COMMON.stream(), adapters.stream().flatMap(facts -> facts.methods().stream()))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether it is one of them. */
  public boolean contain(String name) {
    return names.contains(name);
  }
}
