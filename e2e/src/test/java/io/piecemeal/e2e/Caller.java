package io.piecemeal.e2e;

import io.piecemeal.e2e.openapi.RecordedBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A caller with an API key, at one service. Headers are given as names and values, in turn. */
record Caller(String baseUrl, String key) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  Caller(int port, String key) {
    this("http://127.0.0.1:" + port, key);
  }

  static Caller alice() {
    return new Caller(TestService.port(), TestService.ALICE);
  }

  static Caller bob() {
    return new Caller(TestService.port(), TestService.BOB);
  }

  /** A request of this caller, to be completed and sent. */
  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder builder = anonymous(path).header("Authorization", "Bearer " + key);
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    return builder;
  }

  HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(PATIENCE);
  }

  Answer send(HttpRequest.Builder request) {
    try {
      return Answer.of(CLIENT.send(RecordedBody.in(request.build()), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for an answer", e);
    }
  }

  Answer get(String path, String... headers) {
    return send(request(path, headers));
  }

  Answer head(String path, String... headers) {
    return send(request(path, headers).HEAD());
  }

  Answer delete(String path) {
    return send(request(path).DELETE());
  }

  Answer post(String path, String json) {
    return send(json(path).POST(BodyPublishers.ofString(json)));
  }

  Answer put(String path, String json) {
    return send(json(path).PUT(BodyPublishers.ofString(json)));
  }

  HttpRequest.Builder json(String path) {
    return request(path, "Content-Type", "application/json");
  }

  /** Opens a session without more than it needs; gives the file's id. */
  String open() {
    return post("/uploads", Json.of("filename", "a file.bin")).is(201).fileId();
  }

  /** Opens a session and fills it with these chunks. */
  String openWith(byte[]... chunks) {
    String id = open();
    for (byte[] chunk : chunks) {
      append(id, chunk).is(200);
    }
    return id;
  }

  Answer append(String id, byte[] chunk) {
    return put("/uploads/" + id, Json.data(chunk));
  }

  /** Appends a chunk with more members than its data. */
  Answer append(String id, byte[] chunk, String name, Object value) {
    return put("/uploads/" + id, Json.of("data", Json.base64(chunk), name, value));
  }

  Answer find(String id) {
    return get("/files/" + id);
  }

  Answer content(String id, String... headers) {
    return get("/files/" + id + "/content", headers);
  }

  /** The whole content of a file. */
  byte[] bytes(String id) {
    return content(id).is(200).bytes();
  }

  /** Stores a file in one multipart request. */
  Answer store(String contentType, BodyPublisher body) {
    return send(request("/files", "Content-Type", contentType).POST(body));
  }

  /**
   * Makes a call that an answer spelled out; {@code more} are members that only the caller knows.
   */
  @SuppressWarnings("unchecked")
  Answer follow(Map<String, Object> call, Map<String, ?> more) {
    Map<String, Object> members =
        new LinkedHashMap<>((Map<String, Object>) call.getOrDefault("body", Map.of()));
    members.putAll(more);
    String method = (String) Json.require(call, "method");
    String path = (String) Json.require(call, "path");
    BodyPublisher body =
        members.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.write(members));
    return send(json(path).method(method, body));
  }
}
