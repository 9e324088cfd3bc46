package io.piecemeal.http.server.problem;

import io.micronaut.http.HttpStatus;
import io.micronaut.json.JsonMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.piecemeal.http.server.trace.RequestIds;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes problems for requests that never become one of the framework's. */
@Singleton
public final class ProblemMessages {

  private final JsonMapper json;
  private final ProblemCounts counts;
  private final ErrorForms forms;

  ProblemMessages(JsonMapper json, ProblemCounts counts, ErrorForms forms) {
    this.json = json;
    this.counts = counts;
    this.forms = forms;
  }

  /** The last answer of a connection. */
  public FullHttpResponse closing(HttpRequest request, Problem problem) {
    String path = request.uri().replaceFirst("[?#].*", "");
    ErrorForm.Call call = new ErrorForm.Call(request.method().name(), path, RequestIds.fresh());
    FullHttpResponse response =
        forms
            .say(problem, call)
            .map(said -> said(request.method(), call.requestId(), problem, said))
            .orElseGet(() -> of(request.method(), call.requestId(), problem));
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return response;
  }

  /** The answer to a request with this method and id. */
  public FullHttpResponse of(HttpMethod method, String requestId, Problem problem) {
    Map<String, Object> members = new LinkedHashMap<>(problem.members());
    members.put("request_id", requestId);
    FullHttpResponse response =
        response(method, requestId, problem, problem.kind().status(), members);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json");
    return response;
  }

  private FullHttpResponse said(
      HttpMethod method, String requestId, Problem problem, ErrorForm.Said said) {
    FullHttpResponse response = response(method, requestId, problem, said.status(), said.body());
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
    said.headers().forEach(response.headers()::set);
    return response;
  }

  private FullHttpResponse response(
      HttpMethod method,
      String requestId,
      Problem problem,
      HttpStatus status,
      Map<String, Object> members) {
    counts.count(problem);
    ByteBuf body = Unpooled.wrappedBuffer(bytes(members));
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status.getCode()),
            method.equals(HttpMethod.HEAD) ? Unpooled.EMPTY_BUFFER : body);
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    headers.set(RequestIds.HEADER, requestId);
    headers.set("X-Content-Type-Options", "nosniff");
    problem.headers().forEach(headers::set);
    return response;
  }

  private byte[] bytes(Map<String, Object> members) {
    try {
      return json.writeValueAsBytes(members);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
