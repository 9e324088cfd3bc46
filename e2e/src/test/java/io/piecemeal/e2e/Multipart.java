package io.piecemeal.e2e;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;

/** A multipart/form-data body, as a browser or curl writes it. */
final class Multipart {

  static final String TYPE = "multipart/form-data; boundary=frontier-7MA4YWxkTrZu0gW";

  private static final String LINE = "--frontier-7MA4YWxkTrZu0gW";

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /** A plain field. */
  Multipart field(String name, String value) {
    write("%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n".formatted(LINE, name));
    write("\r\n%s\r\n".formatted(value));
    return this;
  }

  /** The part that holds the file. */
  Multipart file(String filename, String contentType, byte[] content) {
    write("%s\r\nContent-Disposition: form-data; name=\"file\"; ".formatted(LINE));
    write("filename=\"%s\"\r\nContent-Type: %s\r\n\r\n".formatted(filename, contentType));
    body.writeBytes(content);
    write("\r\n");
    return this;
  }

  byte[] bytes() {
    write(LINE + "--\r\n");
    return body.toByteArray();
  }

  BodyPublisher publisher() {
    return BodyPublishers.ofByteArray(bytes());
  }

  private void write(String text) {
    body.writeBytes(Bytes.utf8(text));
  }

  /** A body with nothing but this file. */
  static BodyPublisher of(String filename, byte[] content) {
    return new Multipart().file(filename, "application/octet-stream", content).publisher();
  }
}
