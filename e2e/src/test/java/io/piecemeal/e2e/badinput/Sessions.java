package io.piecemeal.e2e.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sessions that requests are aimed at, and what becomes of them. */
final class Sessions {

  private static final Pattern ID = Pattern.compile("\"file_id\":\"([a-z0-9]{32})\"");
  private static final String HELLO = "{\"data\":\"aGVsbG8=\"}";

  private Sessions() {}

  /** A new session of this owner with the five bytes "hello". */
  static String open(String key) throws IOException {
    return opened(key, "{\"filename\":\"target.bin\"}");
  }

  /** The same of Alice's, with a name and a type. */
  static String open(String name, String type) throws IOException {
    return opened(
        ServiceUnderTest.ALICE,
        "{\"filename\":%s,\"content_type\":%s}".formatted(quoted(name), quoted(type)));
  }

  private static String opened(String key, String body) throws IOException {
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port())) {
      RawAnswer opened = connection.exchange(json("POST /uploads", key, body));
      Matcher id = ID.matcher(opened.text());
      assertThat(id.find()).as(opened.head() + opened.text()).isTrue();
      assertThat(connection.exchange(json("PUT /uploads/" + id.group(1), key, HELLO)).status())
          .isEqualTo(200);
      return id.group(1);
    }
  }

  /** A call of Alice's that has to succeed. */
  static void call(String start, String body) throws IOException {
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port())) {
      RawAnswer answer = connection.exchange(json(start, ServiceUnderTest.ALICE, body));
      assertThat(answer.status()).as(answer.head() + answer.text()).isBetween(200, 204);
    }
  }

  /** What its owner sees of it now. */
  static String look(String key, String id) throws IOException {
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port())) {
      return connection.exchange(get("/files/" + id, key, "look")).text();
    }
  }

  /** The bytes of a file, as text. */
  static String content(String key, String id) throws IOException {
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port())) {
      return connection.exchange(get("/files/" + id + "/content", key, "look")).text();
    }
  }

  static String get(String path, String key, String requestId) {
    return "GET %s HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer %s\r\nX-Request-Id: %s\r\n\r\n"
        .formatted(path, key, requestId);
  }

  static String json(String start, String key, String body) {
    return """
        %s HTTP/1.1\r
        Host: t\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        %s"""
        .formatted(start, key, body.getBytes(StandardCharsets.UTF_8).length, body);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
