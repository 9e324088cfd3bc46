package io.piecemeal.http.server.problem;

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

  ProblemMessages(JsonMapper json, ProblemCounts counts) {
    this.json = json;
    this.counts = counts;
  }

  /** The last answer of a connection. */
  public FullHttpResponse closing(HttpRequest request, Problem problem) {
    FullHttpResponse response = of(request.method(), RequestIds.fresh(), problem);
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return response;
  }

  /** The answer to a request with this method and id. */
  public FullHttpResponse of(HttpMethod method, String requestId, Problem problem) {
    counts.count(problem);
    ByteBuf body = Unpooled.wrappedBuffer(bytes(problem, requestId));
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(problem.kind().status().getCode()),
            method.equals(HttpMethod.HEAD) ? Unpooled.EMPTY_BUFFER : body);
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json");
    headers.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    headers.set(RequestIds.HEADER, requestId);
    headers.set("X-Content-Type-Options", "nosniff");
    problem.headers().forEach(headers::set);
    return response;
  }

  private byte[] bytes(Problem problem, String requestId) {
    Map<String, Object> members = new LinkedHashMap<>(problem.members());
    members.put("request_id", requestId);
    try {
      return json.writeValueAsBytes(members);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
