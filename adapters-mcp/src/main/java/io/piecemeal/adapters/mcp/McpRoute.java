package io.piecemeal.adapters.mcp;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.piecemeal.http.server.call.DirectAnswers;
import io.piecemeal.http.server.call.KeyedCalls;
import io.piecemeal.http.server.call.RouteName;
import io.piecemeal.http.server.direct.DirectCall;
import io.piecemeal.http.server.direct.DirectRoute;
import io.piecemeal.http.server.problem.FailureProblems;
import io.piecemeal.http.server.request.JsonHead;
import jakarta.inject.Singleton;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes every {@code POST /mcp}: Streamable HTTP without sessions. A request is answered as JSON,
 * or as events where its client takes these and something was to be said before the answer.
 */
@Singleton
final class McpRoute implements DirectRoute {

  private static final RouteName NAME = new RouteName(HttpMethod.POST, "/mcp");

  /** As the framework's router reads the path of the controller. */
  private static final Pattern PATH = Pattern.compile("(?:(?i:https?)://[^/]*)?/mcp/?");

  private static final List<MediaType> ANSWERS =
      List.of(MediaType.APPLICATION_JSON_TYPE, MediaType.TEXT_EVENT_STREAM_TYPE);

  private final KeyedCalls calls;
  private final Messages messages;
  private final DirectAnswers answers;

  McpRoute(KeyedCalls calls, Messages messages, DirectAnswers answers) {
    this.calls = calls;
    this.messages = messages;
    this.answers = answers;
  }

  @Override
  public Optional<DirectCall> match(HttpRequest request, SocketAddress from) {
    if (!request.method().equals(HttpMethod.POST)) {
      return Optional.empty();
    }
    QueryStringDecoder target = new QueryStringDecoder(request.uri());
    if (!PATH.matcher(target.rawPath()).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        (body, stream) -> {
          JsonHead head = new JsonHead(request, target, ANSWERS);
          return calls.answer(
              NAME,
              head,
              from,
              FailureProblems::of,
              stream,
              (caller, noted) -> {
                EventAnswer events = new EventAnswer(noted, answers, head.requestId());
                HttpResponse<byte[]> message = messages.answer(caller, head, body, events);
                return events.isStarted() ? lastEvent(head, message) : response(head, message);
              });
        });
  }

  @Override
  public List<HttpMethod> methods(String path) {
    return PATH.matcher(path).matches() ? List.of(HttpMethod.POST) : List.of();
  }

  private FullHttpResponse lastEvent(JsonHead head, HttpResponse<byte[]> message) {
    return answers.json(
        message.code(), head.requestId(), Responses.event(message.getBody().orElseThrow()));
  }

  private FullHttpResponse response(JsonHead head, HttpResponse<byte[]> message) {
    HttpResponse<byte[]> answer = takesJson(head) ? message : Responses.asEvent(message);
    FullHttpResponse response =
        answers.json(
            answer.code(), head.requestId(), answer.getBody().orElseGet(() -> new byte[0]));
    if (answer.getBody().isEmpty()) {
      response.headers().remove(HttpHeaderNames.CONTENT_TYPE);
    }
    answer.getHeaders().forEachValue(response.headers()::set);
    return response;
  }

  /** Clients name both types; one that names only the other is answered with that. */
  private static boolean takesJson(JsonHead head) {
    List<MediaType> accepted = head.accepted();
    return !accepted.contains(MediaType.TEXT_EVENT_STREAM_TYPE)
        || accepted.stream().anyMatch(MediaType.APPLICATION_JSON_TYPE::matches);
  }
}
