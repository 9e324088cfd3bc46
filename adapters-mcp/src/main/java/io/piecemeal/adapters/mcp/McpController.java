package io.piecemeal.adapters.mcp;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.mcp.protocol.rpc.RpcError;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;

/**
 * Answers what {@link McpRoute} does not take. There are no sessions and no streams, so there is
 * nothing to open with GET and nothing to end with DELETE.
 */
@Controller("/mcp")
@Secured(SecurityRule.IS_AUTHENTICATED)
final class McpController {

  /** Routes of their own, so that who has no key is told of that first. */
  @Get
  @Produces(MediaType.ALL)
  HttpResponse<?> get() {
    return notAllowed();
  }

  @Delete
  @Produces(MediaType.ALL)
  HttpResponse<?> delete() {
    return notAllowed();
  }

  @Put
  @Consumes(MediaType.ALL)
  @Produces(MediaType.ALL)
  HttpResponse<?> put() {
    return notAllowed();
  }

  @Patch
  @Consumes(MediaType.ALL)
  @Produces(MediaType.ALL)
  HttpResponse<?> patch() {
    return notAllowed();
  }

  private static HttpResponse<?> notAllowed() {
    return Responses.of(
            RpcRejected.of(
                RpcError.METHOD_NOT_ALLOWED,
                "Send each message with POST: there is no stream to open, and no session to end."))
        .header(HttpHeaders.ALLOW, HttpMethod.POST.name());
  }
}
