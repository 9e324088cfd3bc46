package io.piecemeal.adapters.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micronaut.http.HttpResponse;
import io.piecemeal.http.server.problem.RequestRejected;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What operators send, and what they are answered. */
final class Requests {

  private Requests() {}

  static InputStream body(String json) {
    return new ByteArrayInputStream(json.getBytes(UTF_8));
  }

  /** What a call says that has to be refused for its form. */
  static Map<String, Object> refusal(ThrowingCallable call) {
    return catchThrowableOfType(RequestRejected.class, call).problem().members();
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> members(HttpResponse<?> response) {
    return (Map<String, Object>) response.getBody().orElseThrow();
  }
}
