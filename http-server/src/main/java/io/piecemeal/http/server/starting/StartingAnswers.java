package io.piecemeal.http.server.starting;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
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
import io.piecemeal.http.server.netty.CorsRule;
import io.piecemeal.http.server.netty.PortRole;
import io.piecemeal.http.server.netty.RequestChecks;
import io.piecemeal.http.server.netty.RequestTarget;
import io.piecemeal.http.server.problem.ErrorForm;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.trace.RequestIds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is answered while the service starts.
 *
 * @param forms the dialects that say errors in their own form
 * @param port which requests are taken
 */
public record StartingAnswers(
    RequestChecks checks, CorsRule cors, List<ErrorForm> forms, PortRole port) {

  private static final Map<String, Object> LIVE = Map.of("status", "up");
  private static final Map<String, Object> NOT_READY = notReady();
  private static final Problem STARTING =
      Problem.of(
              ProblemKind.UNAVAILABLE,
              "The service is starting and waits for its database. Try again in a few seconds.")
          .header("Retry-After", "5");
  private static final String JSON = "application/json";
  private static final JsonFactory FACTORY = new JsonFactory();

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
    String path = request.uri().replaceFirst("[?#].*", "");
    FullHttpResponse answer =
        checks
            .problem(request, port)
            .map(problem -> problem(problem, request.method(), path, id))
            .orElseGet(() -> wellFormed(request, path, id));
    HttpHeaders fields = answer.headers();
    fields.set(RequestIds.HEADER, id);
    fields.set("X-Content-Type-Options", "nosniff");
    fields.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    cors.fields(request).forEach(field -> fields.add(field.getKey(), field.getValue()));
    return answer;
  }

  private FullHttpResponse wellFormed(HttpRequest request, String path, String id) {
    if (CorsRule.isPreflight(request)) {
      return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT);
    }
    HttpMethod method = request.method();
    return switch (RequestTarget.path(request)) {
      case "/health/live" -> json(HttpResponseStatus.OK, JSON, method, LIVE);
      case "/health/ready" -> json(HttpResponseStatus.SERVICE_UNAVAILABLE, JSON, method, NOT_READY);
      default -> problem(STARTING, method, path, id);
    };
  }

  private FullHttpResponse problem(Problem problem, HttpMethod method, String path, String id) {
    Optional<ErrorForm.Said> said =
        forms.stream()
            .filter(form -> form.speaks(path))
            .findFirst()
            .map(form -> form.say(problem, new ErrorForm.Call(method.name(), path, id)));
    FullHttpResponse answer =
        said.map(own -> json(status(own.status().getCode()), JSON, method, own.body()))
            .orElseGet(() -> plain(problem, method, id));
    answer.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    problem.headers().forEach(answer.headers()::set);
    said.ifPresent(own -> own.headers().forEach(answer.headers()::set));
    return answer;
  }

  private static FullHttpResponse plain(Problem problem, HttpMethod method, String id) {
    Map<String, Object> members = new LinkedHashMap<>(problem.members());
    members.put("request_id", id);
    return json(
        status(problem.kind().status().getCode()), "application/problem+json", method, members);
  }

  private static HttpResponseStatus status(int code) {
    return HttpResponseStatus.valueOf(code);
  }

  private static FullHttpResponse json(
      HttpResponseStatus status, String type, HttpMethod method, Map<String, Object> members) {
    ByteBuf body = Unpooled.wrappedBuffer(bytes(members));
    FullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            status,
            method.equals(HttpMethod.HEAD) ? Unpooled.EMPTY_BUFFER : body);
    answer.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
    answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    return answer;
  }

  private static byte[] bytes(Map<String, Object> members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      write(json, members);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> members) {
      json.writeStartObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        json.writeFieldName(String.valueOf(member.getKey()));
        write(json, member.getValue());
      }
      json.writeEndObject();
    } else {
      json.writePOJO(value);
    }
  }
}
