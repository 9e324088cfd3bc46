package io.piecemeal.adapters.mcp;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.piecemeal.adapters.mcp.guard.AllowedOrigins;
import io.piecemeal.adapters.mcp.rpc.RpcError;
import io.piecemeal.adapters.mcp.rpc.RpcRejected;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns away what a page in a browser sends that has no business here, before its key is looked at.
 */
@ServerFilter("/mcp")
final class OriginFilter implements Ordered {

  private final AllowedOrigins allowed;

  OriginFilter(AllowedOrigins allowed) {
    this.allowed = allowed;
  }

  /** Before the framework's own guard of services on this machine, which answers without a word. */
  @Override
  public int getOrder() {
    return ServerFilterPhase.FIRST.order();
  }

  @RequestFilter
  @Nullable HttpResponse<?> check(HttpRequest<?> request) {
    List<String> origins = request.getHeaders().getAll(HttpHeaders.ORIGIN);
    int port = request.getServerAddress().getPort();
    if (origins.stream().allMatch(origin -> allowed.allows(origin, port))) {
      return null;
    }
    return Responses.of(
        RpcRejected.of(RpcError.FOREIGN_ORIGIN, "Pages of this origin are not served here."));
  }
}
