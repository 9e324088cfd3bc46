package io.piecemeal.http.server.starting;

import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.piecemeal.http.server.netty.CorsRule;
import io.piecemeal.http.server.netty.PortRole;
import io.piecemeal.http.server.netty.RequestChecks;
import io.piecemeal.http.server.netty.RequestTarget;
import io.piecemeal.http.server.problem.ErrorForm;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemAnswers;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.trace.RequestIds;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is answered while the service starts.
 *
 * @param problems says each in the form of its path
 * @param port which requests are taken
 */
public record StartingAnswers(
    RequestChecks checks, CorsRule cors, ProblemAnswers problems, PortRole port) {

  private static final Map<String, Object> LIVE = Map.of("status", "up");
  private static final Map<String, Object> NOT_READY = notReady();
  private static final Problem STARTING =
      Problem.of(
              ProblemKind.UNAVAILABLE,
              "The service is starting and waits for its database. Try again in a few seconds.")
          .header("Retry-After", "5");

  private static Map<String, Object> notReady() {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("status", "starting");
    said.put("database", "down");
    said.put("storage", "unknown");
    said.put("collection", "unknown");
    return said;
  }

  /** The answer to a request with this head, the last one of its connection. */
  FullHttpResponse answer(HttpRequest request) {
    String id = RequestIds.choose(request.headers().get(RequestIds.HEADER));
    ErrorForm.Call call = ErrorForm.Call.of(request, id);
    FullHttpResponse answer =
        checks
            .problem(request, port)
            .map(problem -> problems.of(problem, call))
            .orElseGet(() -> wellFormed(request, call));
    HttpHeaders fields = answer.headers();
    fields.set(RequestIds.HEADER, id);
    fields.set("X-Content-Type-Options", "nosniff");
    fields.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    cors.fields(request).forEach(field -> fields.add(field.getKey(), field.getValue()));
    return answer;
  }

  private FullHttpResponse wellFormed(HttpRequest request, ErrorForm.Call call) {
    if (CorsRule.isPreflight(request)) {
      return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT);
    }
    return switch (RequestTarget.path(request)) {
      case "/health/live" -> problems.json(HttpResponseStatus.OK.code(), request.method(), LIVE);
      case "/health/ready" ->
          problems.json(HttpResponseStatus.SERVICE_UNAVAILABLE.code(), request.method(), NOT_READY);
      default -> problems.of(STARTING, call);
    };
  }
}
