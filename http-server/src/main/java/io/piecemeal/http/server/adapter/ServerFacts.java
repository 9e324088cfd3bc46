package io.piecemeal.http.server.adapter;

import jakarta.inject.Singleton;
import java.util.List;

/** The paths of the server itself. */
@Singleton
final class ServerFacts implements AdapterFacts {

  /** Probes and scrapers have no key. */
  @Override
  public List<ScopeRule> scopes() {
    return List.of(ScopeRule.open("/health"), ScopeRule.open("/metrics"));
  }
}
