package io.piecemeal.client;

import java.net.http.HttpHeaders;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer that was read to its end. */
record Answer(int status, HttpHeaders headers, String text) {

  boolean succeeded() {
    return status / 100 == 2;
  }

  /**
   * Its members.
   *
   * @throws IllegalArgumentException if it is not an object of JSON
   */
  Map<String, @Nullable Object> json() {
    Object value = Json.read(text);
    if (!(value instanceof Map)) {
      throw new IllegalArgumentException("not an object of JSON");
    }
    return Json.members(value);
  }
}
