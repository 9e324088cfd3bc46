package io.piecemeal.adapters.admin;

import io.piecemeal.domain.access.Scope;
import io.piecemeal.http.server.adapter.AdapterFacts;
import io.piecemeal.http.server.adapter.ScopeRule;
import jakarta.inject.Singleton;
import java.util.List;

/** What the server has to know of this API. */
@Singleton
final class AdminFacts implements AdapterFacts {

  @Override
  public List<ScopeRule> scopes() {
    return List.of(ScopeRule.below("/admin", Scope.ADMIN));
  }
}
