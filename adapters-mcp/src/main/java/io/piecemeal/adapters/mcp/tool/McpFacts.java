package io.piecemeal.adapters.mcp.tool;

import io.piecemeal.http.server.adapter.AdapterFacts;
import io.piecemeal.http.server.adapter.Dialect;
import io.piecemeal.http.server.adapter.ScopeRule;
import jakarta.inject.Singleton;
import java.util.List;

/** What the server has to know of the tools. */
@Singleton
final class McpFacts implements AdapterFacts {

  /** Bytes in the arguments of tools. */
  static final Dialect MCP = new Dialect("mcp");

  @Override
  public List<Dialect> dialects() {
    return List.of(MCP);
  }

  /** Each tool asks for its own. */
  @Override
  public List<ScopeRule> scopes() {
    return List.of(ScopeRule.open("/mcp"));
  }
}
