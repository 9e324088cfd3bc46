package io.piecemeal.http.server.key;

import io.piecemeal.domain.access.Scope;
import io.piecemeal.http.server.adapter.AdapterFacts;
import io.piecemeal.http.server.adapter.ScopeRule;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Which scope a request needs: what its method says, unless its adapter has a rule for it. */
@Singleton
public final class NeededScopes {

  private final List<ScopeRule> rules;

  NeededScopes(List<AdapterFacts> adapters) {
    this.rules = adapters.stream().flatMap(facts -> facts.scopes().stream()).toList();
  }

  /**
   * @param path as it was sent, or with names in the place of what varies
   * @return empty if the body says what is asked for, or no key is needed
   */
  public Optional<Scope> of(String method, String path) {
    for (ScopeRule rule : rules) {
      if (rule.isFor(method, path)) {
        return rule.needed();
      }
    }
    return Optional.of(
        switch (method) {
          case "GET", "HEAD", "OPTIONS" -> Scope.READ;
          case "DELETE" -> Scope.DELETE;
          default -> Scope.WRITE;
        });
  }
}
