package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An agent's client that speaks JSON-RPC over HTTP by itself. What it sends is no part of the
 * OpenAPI document: the protocol has its own.
 */
record McpCaller(String url, String authorization, Map<String, String> headers) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  McpCaller(String url, String authorization) {
    this(url, authorization, Map.of());
  }

  static McpCaller of(Caller caller) {
    return new McpCaller(caller.baseUrl() + "/mcp", "Bearer " + caller.key());
  }

  static McpCaller alice() {
    return of(Caller.alice());
  }

  static McpCaller bob() {
    return of(Caller.bob());
  }

  /** The same with headers besides, as names and values in turn. */
  McpCaller with(String... namesAndValues) {
    Map<String, String> more = new TreeMap<>(headers);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      more.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new McpCaller(url, authorization, more);
  }

  HttpRequest.Builder request() {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(PATIENCE)
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream");
    headers.forEach(builder::header);
    return builder;
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return Caller.CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for an answer", e);
    }
  }

  HttpResponse<byte[]> post(String body) {
    return send(request().POST(BodyPublishers.ofString(body)));
  }

  /** The error of a message that is refused with this status. */
  Map<String, Object> refused(int status, String body) {
    HttpResponse<byte[]> response = post(body);
    assertThat(response.statusCode()).as("%s", body).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
    return object(Json.read(response.body()), "error");
  }

  /** The result of a request. */
  Map<String, Object> ask(String method, Map<String, Object> params) {
    HttpResponse<byte[]> response =
        post(Json.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params));
    Map<String, Object> message = Json.read(response.body());
    assertThat(response.statusCode()).as("%s", message).isEqualTo(200);
    assertThat(message).containsEntry("jsonrpc", "2.0").containsEntry("id", 1);
    return object(message, "result");
  }

  /** What is said where a request is refused as a whole. */
  String error(String method, Map<String, Object> params) {
    HttpResponse<byte[]> response =
        post(Json.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params));
    return (String) Json.require(object(Json.read(response.body()), "error"), "message");
  }

  /** The result of a call of a tool. */
  Map<String, Object> call(String tool, Object... namesAndValues) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      arguments.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return ask("tools/call", Map.of("name", tool, "arguments", arguments));
  }

  /** The facts of a call that has to succeed. */
  Map<String, Object> facts(String tool, Object... namesAndValues) {
    Map<String, Object> result = call(tool, namesAndValues);
    assertThat(result).containsEntry("isError", false);
    return object(result, "structuredContent");
  }

  /** The text of a call that has to fail. */
  String trouble(String tool, Object... namesAndValues) {
    Map<String, Object> result = call(tool, namesAndValues);
    assertThat(result).containsEntry("isError", true);
    return (String) Json.require(list(result, "content").getFirst(), "text");
  }

  String create() {
    return (String) Json.require(facts("upload_create", "filename", "a.bin"), "file_id");
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Map<String, Object> members, String name) {
    return (Map<String, Object>) Json.require(members, name);
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> list(Map<String, Object> members, String name) {
    return (List<Map<String, Object>>) Json.require(members, name);
  }
}
