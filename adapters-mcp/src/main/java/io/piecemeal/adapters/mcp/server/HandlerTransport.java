package io.piecemeal.adapters.mcp.server;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.mcp.protocol.revision.Revision;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The SDK's way in: hands it requests that were taken over HTTP, together with who sent them. */
final class HandlerTransport implements McpStatelessServerTransport {

  private static final String CALLER = "caller";

  private @Nullable McpStatelessServerHandler handler;

  /** Who sent the request that a handler of ours is called for. */
  static Caller caller(McpTransportContext context) {
    return (Caller) Objects.requireNonNull(context.get(CALLER));
  }

  @Override
  public void setMcpHandler(McpStatelessServerHandler handler) {
    this.handler = handler;
  }

  /** Has the request handled on this thread. */
  McpSchema.JSONRPCResponse handle(Caller caller, McpSchema.JSONRPCRequest request) {
    McpTransportContext context = McpTransportContext.create(Map.of(CALLER, caller));
    Mono<McpSchema.JSONRPCResponse> answer =
        Objects.requireNonNull(handler).handleRequest(context, request);
    return Objects.requireNonNull(answer.block());
  }

  /** The last is what a client is offered that asks for one which is not listed. */
  @Override
  public List<String> protocolVersions() {
    return Revision.AGREED_VERSIONS;
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }
}
