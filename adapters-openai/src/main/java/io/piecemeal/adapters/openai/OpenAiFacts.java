package io.piecemeal.adapters.openai;

import io.piecemeal.domain.access.Scope;
import io.piecemeal.http.server.adapter.AdapterFacts;
import io.piecemeal.http.server.adapter.Dialect;
import io.piecemeal.http.server.adapter.ScopeRule;
import jakarta.inject.Singleton;
import java.util.List;

/** What the server has to know of these APIs. */
@Singleton
public final class OpenAiFacts implements AdapterFacts {

  /** Files of forms, and parts of uploads. */
  public static final Dialect OPENAI = new Dialect("openai");

  /** Files of forms. */
  public static final Dialect ANTHROPIC = new Dialect("anthropic");

  /** As much of a file as one request brings. */
  public static final Dialect GEMINI = new Dialect("gemini");

  @Override
  public List<Dialect> dialects() {
    return List.of(OPENAI, ANTHROPIC, GEMINI);
  }

  @Override
  public List<String> streams() {
    return List.of("/gemini/upload");
  }

  @Override
  public List<ScopeRule> scopes() {
    return List.of(
        ScopeRule.open("/openai/openapi.yaml"),
        ScopeRule.open("/anthropic/openapi.yaml"),
        // What is cancelled is deleted.
        ScopeRule.post("/openai/v1/uploads/*/cancel", Scope.DELETE));
  }
}
