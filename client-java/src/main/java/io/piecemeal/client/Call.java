package io.piecemeal.client;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request.
 *
 * @param path below the service's URL, with its query, encoded
 * @param body JSON, if it has one; its bytes are not copied
 */
record Call(String method, String path, Optional<byte[]> body, Map<String, String> headers) {

  static Call of(String method, String path) {
    return new Call(method, path, Optional.empty(), Map.of());
  }

  static Call get(String path) {
    return of("GET", path);
  }

  static Call post(String path, Map<String, ? extends @Nullable Object> members) {
    return of("POST", path).with(Json.write(members).getBytes(StandardCharsets.UTF_8));
  }

  Call with(byte[] json) {
    return new Call(method, path, Optional.of(json), headers)
        .header("Content-Type", "application/json");
  }

  Call header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Call(method, path, body, more);
  }
}
