package io.piecemeal.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that leads on after an error.
 *
 * @param method of HTTP
 * @param path below the service's URL
 * @param body members of JSON, to which the caller adds what only it knows; perhaps none
 */
public record NextCall(String method, String path, Map<String, @Nullable Object> body) {

  /** Copies the members, in their order. */
  public NextCall {
    body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
  }
}
