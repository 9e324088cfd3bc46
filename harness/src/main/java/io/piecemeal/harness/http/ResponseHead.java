package io.piecemeal.harness.http;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * The status line and the headers of an answer.
 *
 * @param contentLength how long the body is, or {@link #CHUNKED}
 * @param text all lines, with their ends, in the form in which they arrived
 */
public record ResponseHead(int status, long contentLength, String text) {

  /** The body comes in pieces that each say how long they are. */
  static final long CHUNKED = -1;

  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int STATUS_LENGTH = 3;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  /**
   * Reads a head.
   *
   * @throws IOException if it does not say how long the body is: such answers are not understood
   */
  static ResponseHead parse(String text) throws IOException {
    if (!text.startsWith("HTTP/1.1 ") || text.length() < STATUS_AT + STATUS_LENGTH) {
      throw new IOException("no HTTP/1.1 answer: " + firstLine(text));
    }
    int status = number(text.substring(STATUS_AT, STATUS_AT + STATUS_LENGTH));
    if (status == NO_CONTENT || status == NOT_MODIFIED) {
      return new ResponseHead(status, 0, text);
    }
    if (HeaderLines.find(text, "transfer-encoding")
        .filter("chunked"::equalsIgnoreCase)
        .isPresent()) {
      return new ResponseHead(status, CHUNKED, text);
    }
    String length =
        HeaderLines.find(text, "content-length")
            .orElseThrow(() -> new IOException("answer without a length: " + firstLine(text)));
    return new ResponseHead(status, Long.parseLong(length), text);
  }

  /** Whether the request was carried out. */
  public boolean succeeded() {
    return status >= 200 && status < 300;
  }

  /** The value of a header. */
  public Optional<String> header(String name) {
    return HeaderLines.find(text, name);
  }

  /** The value of a header that has to be there. */
  public String required(String name) throws IOException {
    return header(name)
        .orElseThrow(() -> new IOException("no %s in: %s".formatted(name, firstLine(text))));
  }

  private static int number(String digits) throws IOException {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException failure) {
      throw new IOException("no status: " + digits.toLowerCase(Locale.ROOT), failure);
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("nothing");
  }
}
