package io.piecemeal.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request.
 *
 * @param path below the service's URL, with its query, encoded
 * @param body JSON, or nothing; it can be sent more than once
 */
record Call(String method, String path, BodyPublisher body, Map<String, String> headers) {

  static Call of(String method, String path) {
    return new Call(method, path, BodyPublishers.noBody(), Map.of());
  }

  static Call get(String path) {
    return of("GET", path);
  }

  static Call post(String path, Map<String, ? extends @Nullable Object> members) {
    byte[] json = Json.write(members).getBytes(StandardCharsets.UTF_8);
    return of("POST", path).with(BodyPublishers.ofByteArray(json));
  }

  Call with(BodyPublisher json) {
    return new Call(method, path, json, headers).header("Content-Type", "application/json");
  }

  Call header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Call(method, path, body, more);
  }
}
