package io.piecemeal.tus.suite;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * A request.
 *
 * @param fields lines without their ends; Host, the server's own fields and Content-Length are
 *     added
 * @param body a character for each byte
 */
record Call(String method, URI target, List<String> fields, String body) {

  static final String VERSION = "Tus-Resumable: 1.0.0";
  static final String BYTES = "Content-Type: application/offset+octet-stream";

  /** One that does not say which version it speaks. */
  static Call bare(String method, URI target, String... fields) {
    return new Call(method, target, List.of(fields), "");
  }

  static Call of(String method, URI target, String... fields) {
    return bare(method, target, fields).with(VERSION);
  }

  static Call patch(URI upload, long offset, String body) {
    return of("PATCH", upload, BYTES, "Upload-Offset: " + offset).sending(body);
  }

  Call with(String... more) {
    return new Call(method, target, Stream.concat(fields.stream(), Stream.of(more)).toList(), body);
  }

  Call sending(String bytes) {
    return new Call(method, target, fields, bytes);
  }

  /** The bytes of its head, with the end of it. */
  String head(List<String> more) {
    StringBuilder head = new StringBuilder(method).append(' ').append(path()).append(" HTTP/1.1");
    line(head, "Host: " + target.getRawAuthority());
    more.forEach(field -> line(head, field));
    fields.forEach(field -> line(head, field));
    if (!has("Content-Length") && !has("Transfer-Encoding") && mayHaveBody()) {
      line(head, "Content-Length: " + body.length());
    }
    return head.append("\r\n\r\n").toString();
  }

  private String path() {
    String query = target.getRawQuery();
    return target.getRawPath() + (query == null ? "" : "?" + query);
  }

  private boolean mayHaveBody() {
    return !body.isEmpty() || method.equals("POST") || method.equals("PATCH");
  }

  private boolean has(String name) {
    return fields.stream().anyMatch(field -> field.regionMatches(true, 0, name, 0, name.length()));
  }

  private static void line(StringBuilder head, String field) {
    head.append("\r\n").append(field);
  }
}
