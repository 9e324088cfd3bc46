package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.e2e.openapi.Exchange;
import io.piecemeal.e2e.openapi.OpenApiContract;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer of the service, and what may be asked of it. */
record Answer(HttpResponse<byte[]> response) {

  private static final int SHOWN = 300;

  /** What every answer has, and every problem besides; callers of this need not ask again. */
  static Answer of(HttpResponse<byte[]> response) {
    OpenApiContract.published().check(Exchange.of(response));
    Answer answer = new Answer(response);
    assertThat(answer.header("X-Request-Id")).as("request id of %s", answer).isPresent();
    assertThat(answer.header("X-Content-Type-Options")).as("%s", answer).contains("nosniff");
    if (answer.status() >= 400 && !response.request().method().equals("HEAD")) {
      answer.requireProblem();
    }
    return answer;
  }

  private void requireProblem() {
    assertThat(header("Content-Type")).as("%s", this).contains("application/problem+json");
    assertThat(json())
        .as("%s", this)
        .containsKeys("type", "title", "status", "detail", "code", "retryable", "request_id")
        .containsEntry("request_id", header("X-Request-Id").orElseThrow());
    assertThat(number("status")).as("%s", this).isEqualTo(status());
  }

  int status() {
    return response.statusCode();
  }

  /** Requires a status. */
  Answer is(int status) {
    assertThat(status()).as("%s", this).isEqualTo(status);
    return this;
  }

  /** Requires a problem with this status and code. */
  Answer isProblem(int status, String code) {
    is(status);
    assertThat(text("code")).as("%s", this).isEqualTo(code);
    return this;
  }

  /** Requires a member with this value; integers are compared as numbers. */
  Answer has(String name, @Nullable Object value) {
    @Nullable Object found = json().get(name);
    assertThat(asLong(found)).as("'%s' in %s", name, this).isEqualTo(asLong(value));
    return this;
  }

  private static @Nullable Object asLong(@Nullable Object value) {
    return value instanceof Number number ? (Object) number.longValue() : value;
  }

  Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  byte[] bytes() {
    return response.body();
  }

  String body() {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  Map<String, Object> json() {
    return Json.read(response.body());
  }

  String text(String name) {
    return (String) require(name);
  }

  long number(String name) {
    return ((Number) require(name)).longValue();
  }

  /** An object within the body. */
  @SuppressWarnings("unchecked")
  Map<String, Object> object(String name) {
    return (Map<String, Object>) require(name);
  }

  /** The entries of a page. */
  @SuppressWarnings("unchecked")
  List<Map<String, Object>> data() {
    return (List<Map<String, Object>>) require("data");
  }

  String fileId() {
    return text("file_id");
  }

  private Object require(String name) {
    return Json.require(json(), name);
  }

  @Override
  public String toString() {
    String body = body();
    return "%s -> %d %s"
        .formatted(
            response.request(),
            response.statusCode(),
            body.length() > SHOWN ? body.substring(0, SHOWN) + "…" : body);
  }
}
