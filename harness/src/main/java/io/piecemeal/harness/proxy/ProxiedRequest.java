package io.piecemeal.harness.proxy;

import io.piecemeal.harness.http.HeaderLines;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A request as it comes in: its head, and its body as far as it is wanted. */
final class ProxiedRequest {

  private static final int LONGEST_HEAD = 64 << 10;
  private static final int LONGEST_BODY = 64 << 20;

  private final String head;
  private final InputStream in;

  private ProxiedRequest(String head, InputStream in) {
    this.head = head;
    this.in = in;
  }

  /**
   * Reads a head.
   *
   * @throws EOFException if there is none
   */
  static ProxiedRequest read(InputStream socket) throws IOException {
    InputStream in = new BufferedInputStream(socket);
    return new ProxiedRequest(readHead(in), in);
  }

  /** All lines with their ends, and the empty one. */
  static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int line = 0; ; ) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("no head");
      }
      head.write(next);
      if (next == '\n' && line == 0) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
      if (next == '\n') {
        line = 0;
      } else if (next != '\r') {
        line++;
      }
      if (head.size() > LONGEST_HEAD) {
        throw new IOException("a head of more than %d bytes".formatted(LONGEST_HEAD));
      }
    }
  }

  String method() {
    return head.substring(0, head.indexOf(' '));
  }

  String target() {
    int start = head.indexOf(' ') + 1;
    return head.substring(start, head.indexOf(' ', start));
  }

  /** Its head for a connection that ends with the answer. */
  byte[] forwardedHead() {
    StringBuilder text = new StringBuilder();
    head.lines()
        .filter(line -> !line.isEmpty())
        .filter(line -> !line.regionMatches(true, 0, "connection:", 0, 11))
        .filter(line -> !line.regionMatches(true, 0, "expect:", 0, 7))
        .forEach(line -> text.append(line).append("\r\n"));
    return text.append("Connection: close\r\n\r\n")
        .toString()
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** How long the body is as the head says; -1 if it comes in chunks. */
  long length() {
    if (HeaderLines.find(head, "transfer-encoding").isPresent()) {
      return -1;
    }
    return HeaderLines.find(head, "content-length").map(Long::parseLong).orElse(0L);
  }

  /** The whole body as it stands on the wire, perhaps in chunks. */
  byte[] body() throws IOException {
    long length = length();
    if (length > LONGEST_BODY) {
      throw new IOException("a body of %d bytes, at most %d".formatted(length, LONGEST_BODY));
    }
    return length < 0 ? chunks() : exactly((int) length);
  }

  /** So many bytes of the body, or all if there are fewer. */
  byte[] beginningOfBody(int count) throws IOException {
    long length = length();
    return exactly(length < 0 ? count : (int) Math.min(count, length));
  }

  private byte[] exactly(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("%d of %d bytes of the body".formatted(bytes.length, count));
    }
    return bytes;
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int length = -1; length != 0; ) {
      String line = line(all);
      length = Integer.parseInt(line.split(";", 2)[0].strip(), 16);
      if (length > LONGEST_BODY - all.size()) {
        throw new IOException("a body of more than %d bytes".formatted(LONGEST_BODY));
      }
      if (length > 0) {
        all.write(exactly(length));
        line(all);
      }
    }
    // Fields behind the body, up to the empty line.
    while (!line(all).isEmpty()) {}
    return all.toByteArray();
  }

  private String line(ByteArrayOutputStream copy) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); ; next = in.read()) {
      if (next < 0 || line.length() > LONGEST_HEAD) {
        throw new EOFException("no line of a body in chunks");
      }
      copy.write(next);
      if (next == '\n') {
        return line.toString().strip();
      }
      line.append((char) next);
    }
  }
}
