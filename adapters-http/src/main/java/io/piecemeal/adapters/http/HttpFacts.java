package io.piecemeal.adapters.http;

import io.piecemeal.domain.access.Scope;
import io.piecemeal.http.server.adapter.AdapterFacts;
import io.piecemeal.http.server.adapter.Dialect;
import io.piecemeal.http.server.adapter.ScopeRule;
import jakarta.inject.Singleton;
import java.util.List;

/** What the server has to know of this API, beside {@link HttpApi#PATHS}. */
@Singleton
public final class HttpFacts implements AdapterFacts {

  /** Chunks: {@code PUT /uploads/{id}}. */
  public static final Dialect JSON = new Dialect("json");

  /** Whole files: {@code POST /files}. */
  public static final Dialect FORM = new Dialect("form");

  /** As much of a file as one {@code PUT /tickets/{token}} brings. */
  public static final Dialect TICKET = new Dialect("ticket");

  @Override
  public List<Dialect> dialects() {
    return List.of(JSON, FORM, TICKET);
  }

  @Override
  public List<ScopeRule> scopes() {
    return List.of(
        ScopeRule.open("/"),
        ScopeRule.open("/console"),
        ScopeRule.open("/docs"),
        ScopeRule.open("/openapi.yaml"),
        // The ticket is the permission.
        ScopeRule.open("/tickets"),
        // What a key may ask about itself.
        ScopeRule.open("/usage"),
        // Who may read the bytes can give them away as well.
        ScopeRule.post("/files/*/ticket", Scope.READ));
  }
}
