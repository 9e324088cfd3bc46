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
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.piecemeal.http.server.trace.RequestIds;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes answers outside of the framework: to what never becomes a request of its. */
@Singleton
public final class ProblemAnswers {

  private final JsonMapper json;
  private final ErrorForms forms;

  public ProblemAnswers(JsonMapper json, ErrorForms forms) {
    this.json = json;
    this.forms = forms;
  }

  /** Says the problem in the form of the path's dialect. */
  public FullHttpResponse of(Problem problem, ErrorForm.Call call) {
    HttpMethod method = HttpMethod.valueOf(call.method());
    return forms
        .say(problem, call)
        .map(
            said -> {
              FullHttpResponse answer = json(said.status().getCode(), method, said.body());
              addFields(answer.headers(), problem, call.requestId());
              said.headers().forEach(answer.headers()::set);
              return answer;
            })
        .orElseGet(() -> problemJson(problem, method, call.requestId()));
  }

  /** Says the problem as problem+json (RFC 9457). */
  public FullHttpResponse problemJson(Problem problem, HttpMethod method, String requestId) {
    Map<String, Object> members = new LinkedHashMap<>(problem.members());
    members.put("request_id", requestId);
    FullHttpResponse answer =
        answer(
            problem.kind().status().getCode(),
            AsciiString.cached("application/problem+json"),
            method,
            members);
    addFields(answer.headers(), problem, requestId);
    return answer;
  }

  private static void addFields(HttpHeaders fields, Problem problem, String requestId) {
    fields.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    fields.set(RequestIds.HEADER, requestId);
    fields.set("X-Content-Type-Options", "nosniff");
    problem.headers().forEach(fields::set);
  }

  /** An answer that is no problem. */
  public FullHttpResponse json(int status, HttpMethod method, Map<String, Object> members) {
    return answer(status, HttpHeaderValues.APPLICATION_JSON, method, members);
  }

  /** With the length, and without the body, where only the head is asked for. */
  private FullHttpResponse answer(
      int status, AsciiString type, HttpMethod method, Map<String, Object> members) {
    ByteBuf body = Unpooled.wrappedBuffer(bytes(members));
    FullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            method.equals(HttpMethod.HEAD) ? Unpooled.EMPTY_BUFFER : body);
    answer.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
    answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    return answer;
  }

  private byte[] bytes(Map<String, Object> members) {
    try {
      return json.writeValueAsBytes(members);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
