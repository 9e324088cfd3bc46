package io.piecemeal.http.server.call;

import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemMessages;
import io.piecemeal.http.server.trace.RequestIds;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answers of direct calls, with the header fields that the framework gives to others.
 */
@Singleton
public final class DirectAnswers {

  private final ProblemMessages problems;
  private final @Nullable String server;

  DirectAnswers(ProblemMessages problems, NettyHttpServerConfiguration configuration) {
    this.problems = problems;
    this.server = configuration.getServerHeader().orElse(null);
  }

  /** What was asked for, as JSON. */
  public FullHttpResponse json(int status, String requestId, byte[] body) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
    headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    headers.set(RequestIds.HEADER, requestId);
    headers.set("X-Content-Type-Options", "nosniff");
    return withOrigin(response);
  }

  /** The head of server-sent events, which follow one by one. */
  public HttpResponse events(String requestId) {
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.TEXT_EVENT_STREAM);
    headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    // nginx would hold events back until it has some kilobytes of them.
    headers.set("X-Accel-Buffering", "no");
    headers.set(RequestIds.HEADER, requestId);
    headers.set("X-Content-Type-Options", "nosniff");
    return withOrigin(response);
  }

  /** The request came to nothing. */
  FullHttpResponse refused(HttpMethod method, String requestId, Problem problem) {
    return withOrigin(problems.of(method, requestId, problem));
  }

  private <R extends HttpResponse> R withOrigin(R response) {
    response
        .headers()
        .set(
            HttpHeaderNames.DATE,
            DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
    if (server != null) {
      response.headers().set(HttpHeaderNames.SERVER, server);
    }
    return response;
  }
}
