package io.piecemeal.e2e.badinput;

import io.piecemeal.e2e.openapi.Exchange;
import io.piecemeal.e2e.openapi.OpenApiContract;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An answer, as it came.
 *
 * @param head status line and headers, as text
 * @param provisional how many provisional answers (100 Continue) came before it
 */
@SuppressWarnings("ArrayRecordComponent") // answers are never compared
record RawAnswer(
    int status, String head, Map<String, String> headers, byte[] body, int provisional) {

  private static final int HUNDREDS = 100;

  static RawAnswer read(InputStream in) throws IOException {
    int provisional = 0;
    while (true) {
      String head = readHead(in);
      Map<String, String> headers = headers(head);
      int status = Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
      if (status / HUNDREDS != 1) {
        return new RawAnswer(status, head, headers, readBody(in, status, headers), provisional);
      }
      provisional++;
    }
  }

  /** It is one that the OpenAPI document has for this request. */
  void requireDocumented(byte[] request) {
    OpenApiContract.published().checkAnswer(Exchange.ofRaw(request, status, headers, body));
  }

  String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  boolean saysClose() {
    return header("Connection").equalsIgnoreCase("close");
  }

  /** Status line and headers, with the empty line behind them. */
  static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the answer ended after: " + head);
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static Map<String, String> headers(String head) {
    Map<String, String> headers = new LinkedHashMap<>();
    head.lines()
        .skip(1)
        .filter(line -> !line.isEmpty())
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              headers.put(
                  line.substring(0, colon).toLowerCase(Locale.ROOT),
                  line.substring(colon + 1).strip());
            });
    return headers;
  }

  private static byte[] readBody(InputStream in, int status, Map<String, String> headers)
      throws IOException {
    if (status == 204 || status == 304) {
      return new byte[0];
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "-1"));
    if (length < 0) {
      throw new IOException("no answer of this service has a body of unknown length: " + headers);
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("%d of %d bytes".formatted(body.length, length));
    }
    return body;
  }
}
