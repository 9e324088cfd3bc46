package io.piecemeal.adapters.mcp;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.adapters.mcp.guard.BodyBudget;
import io.piecemeal.adapters.mcp.guard.BodyTooLargeException;
import io.piecemeal.adapters.mcp.guard.BoundedBody;
import io.piecemeal.adapters.mcp.guard.BusyException;
import io.piecemeal.adapters.mcp.guard.UploadGuards;
import io.piecemeal.adapters.mcp.revision.RequestHead;
import io.piecemeal.adapters.mcp.revision.Revision;
import io.piecemeal.adapters.mcp.revision.RevisionCheck;
import io.piecemeal.adapters.mcp.rpc.RpcMessage;
import io.piecemeal.adapters.mcp.rpc.RpcReader;
import io.piecemeal.adapters.mcp.rpc.RpcRejected;
import io.piecemeal.adapters.mcp.server.Methods;
import io.piecemeal.domain.Owner;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Streamable HTTP without sessions and without streams: each request is answered at once, as JSON.
 * So there is nothing to open with GET and nothing to end with DELETE.
 */
@Controller("/mcp")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class McpController {

  private final Methods methods;
  private final BodyBudget budget;
  private final UploadGuards guards;

  McpController(Methods methods, BodyBudget budget, UploadGuards guards) {
    this.methods = methods;
    this.budget = budget;
    this.guards = guards;
  }

  @Post
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  HttpResponse<?> post(
      HttpRequest<?> request, Authentication caller, @Nullable @Body InputStream body)
      throws IOException, InterruptedException {
    Owner owner = new Owner(caller.getName());
    // The message lies in memory until it is acted upon, and so is counted until then.
    try (InputStream open = body == null ? InputStream.nullInputStream() : body;
        BodyBudget.Share _ = budget.take(owner, request.getHeaders().contentLength())) {
      RpcMessage message =
          guards.watch(open, paced -> RpcReader.read(new BoundedBody(paced, budget.one())));
      Revision revision = RevisionCheck.of(message, head(request.getHeaders()));
      return switch (message) {
        case RpcMessage.Notification n -> HttpResponse.accepted();
        case RpcMessage.Request r -> Responses.result(r.id(), methods.answer(owner, r, revision));
      };
    } catch (RpcRejected e) {
      return Responses.of(e);
    } catch (BodyTooLargeException e) {
      return Responses.of(e);
    } catch (BusyException e) {
      return Responses.of(e);
    }
  }

  private static RequestHead head(HttpHeaders headers) {
    return new RequestHead(
        headers.findFirst(RequestHead.VERSION).map(String::strip),
        headers.findFirst(RequestHead.METHOD).map(String::strip),
        headers.findFirst(RequestHead.NAME).map(String::strip));
  }
}
