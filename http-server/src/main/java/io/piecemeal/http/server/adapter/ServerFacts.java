package io.piecemeal.http.server.adapter;

import jakarta.inject.Singleton;
import java.util.List;

/** The paths of the server itself. */
@Singleton
final class ServerFacts implements AdapterFacts {

  @Override
  public List<ScopeRule> scopes() {
    return List.of(
        // Probes and scrapers have no key.
        ScopeRule.open("/health"),
        ScopeRule.open("/metrics"),
        // Who may only write has to know how much at a time.
        ScopeRule.open("/limits"));
  }
}
