package io.piecemeal.adapters.mcp;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.adapters.mcp.server.Methods;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.http.server.guard.BodyBudget;
import io.piecemeal.http.server.guard.BodyTooLargeException;
import io.piecemeal.http.server.guard.BoundedBody;
import io.piecemeal.http.server.guard.MinimumRate;
import io.piecemeal.http.server.guard.Overloaded;
import io.piecemeal.mcp.protocol.revision.RequestHead;
import io.piecemeal.mcp.protocol.revision.Revision;
import io.piecemeal.mcp.protocol.revision.RevisionCheck;
import io.piecemeal.mcp.protocol.rpc.RpcError;
import io.piecemeal.mcp.protocol.rpc.RpcMessage;
import io.piecemeal.mcp.protocol.rpc.RpcReader;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
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
  private final Batches batches;
  private final BodyBudget budget;
  private final MinimumRate pace;

  McpController(Methods methods, Batches batches, BodyBudget budget, MinimumRate pace) {
    this.methods = methods;
    this.batches = batches;
    this.budget = budget;
    this.pace = pace;
  }

  @Post
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM})
  HttpResponse<?> post(
      HttpRequest<?> request, Authentication caller, @Nullable @Body InputStream body)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = answer(request, caller, body);
    return takesJson(request) ? answer : Responses.asEvent(answer);
  }

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

  /** Clients name both types; one that names only the other is answered with that. */
  private static boolean takesJson(HttpRequest<?> request) {
    Collection<MediaType> accepted = request.accept();
    return !accepted.contains(MediaType.TEXT_EVENT_STREAM_TYPE)
        || accepted.stream().anyMatch(MediaType.APPLICATION_JSON_TYPE::matches);
  }

  private HttpResponse<byte[]> answer(
      HttpRequest<?> request, Authentication caller, @Nullable InputStream body)
      throws IOException, InterruptedException {
    Owner owner = new Owner(caller.getName());
    // The message lies in memory until it is acted upon, and so is counted until then.
    try (InputStream open = body == null ? InputStream.nullInputStream() : body;
        BodyBudget.Share _ = budget.take(owner, request.getHeaders().contentLength())) {
      Object json = pace.watch(open, paced -> RpcReader.json(new BoundedBody(paced, budget.one())));
      RequestHead head = head(request.getHeaders());
      if (json instanceof List<?> batch) {
        return batches.answer(owner, batch, head);
      }
      RpcMessage message = RpcReader.message(json);
      Revision revision = RevisionCheck.of(message, head);
      return switch (message) {
        case RpcMessage.Notification n -> HttpResponse.accepted();
        case RpcMessage.Request r -> Responses.result(r.id(), methods.answer(owner, r, revision));
      };
    } catch (RpcRejected e) {
      return Responses.of(e);
    } catch (BodyTooLargeException e) {
      return Responses.of(e);
    } catch (Overloaded e) {
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
