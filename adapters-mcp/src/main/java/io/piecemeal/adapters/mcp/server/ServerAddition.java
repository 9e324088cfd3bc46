package io.piecemeal.adapters.mcp.server;

import io.modelcontextprotocol.server.McpServer;

/**
 * Something that the server offers beside the tools and the files. Each bean of this type is asked
 * once, before the first request. The service has none of its own.
 */
public interface ServerAddition {

  /** Adds it, under names that nothing else has. */
  void addTo(McpServer.StatelessSyncSpecification server);
}
