package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client of a model's API: bodies as its libraries send them, errors in its form. */
record ModelCaller(int port, String base, String key) {

  private static final String BOUNDARY = "openai-h4xLPbkG1q";

  static ModelCaller openAi() {
    return new ModelCaller(TestService.port(), "/openai/v1", TestService.ALICE);
  }

  static ModelCaller anthropic() {
    return new ModelCaller(TestService.port(), "/anthropic/v1", TestService.ALICE);
  }

  ModelCaller with(String otherKey) {
    return new ModelCaller(port, base, otherKey);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + base + path))
        .timeout(Duration.ofMinutes(5))
        .header("Authorization", "Bearer " + key);
  }

  Reply send(HttpRequest.Builder request) {
    try {
      return new Reply(Caller.CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for an answer", e);
    }
  }

  Reply get(String path) {
    return send(request(path));
  }

  Reply delete(String path) {
    return send(request(path).DELETE());
  }

  Reply post(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  /**
   * Sends a form as Node.js streams it: chunked, and without a line's end behind it.
   *
   * @param parts from {@link #file} and {@link #field}
   */
  Reply form(String path, byte[]... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.writeBytes(part);
    }
    body.writeBytes(Bytes.utf8("--" + BOUNDARY + "--"));
    return send(
        request(path)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.toByteArray()))));
  }

  static byte[] file(String name, String filename, byte[] content) {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    part.writeBytes(
        Bytes.utf8(
            """
            --%s\r
            Content-Disposition: form-data; name="%s"; filename="%s"\r
            Content-Type: application/jsonl\r
            \r
            """
                .formatted(BOUNDARY, name, filename)));
    part.writeBytes(content);
    part.writeBytes(Bytes.utf8("\r\n"));
    return part.toByteArray();
  }

  static byte[] field(String name, String value) {
    return Bytes.utf8(
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
            .formatted(BOUNDARY, name, value));
  }

  /** An answer, and what may be asked of it. */
  record Reply(HttpResponse<byte[]> response) {

    Reply is(int status) {
      assertThat(response.statusCode())
          .as("%s -> %s", response.request(), new String(response.body(), StandardCharsets.UTF_8))
          .isEqualTo(status);
      return this;
    }

    /** An error as OpenAI says it. */
    Reply isError(int status, String code) {
      is(status);
      assertThat(header("Content-Type")).isEqualTo("application/json");
      assertThat(error()).containsKeys("message", "type", "param").containsEntry("code", code);
      return this;
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> error() {
      return (Map<String, Object>) Json.require(json(), "error");
    }

    /** What people are shown of an error. */
    String message() {
      return (String) Json.require(error(), "message");
    }

    Reply has(String name, @Nullable Object value) {
      assertThat(json().get(name)).as("%s in %s", name, json()).isEqualTo(value);
      return this;
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    Map<String, Object> json() {
      return Json.read(response.body());
    }

    String id() {
      return (String) Json.require(json(), "id");
    }

    /** The 32 characters of the id without its prefix. */
    String bareId() {
      return id().substring(id().length() - 32);
    }

    long number(String name) {
      return ((Number) Json.require(json(), name)).longValue();
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> data() {
      return (List<Map<String, Object>>) Json.require(json(), "data");
    }

    List<Object> ids() {
      return data().stream().map(entry -> Json.require(entry, "id")).toList();
    }
  }
}
