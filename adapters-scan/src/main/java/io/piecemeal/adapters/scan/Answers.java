package io.piecemeal.adapters.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.piecemeal.application.port.out.ContentScanner.Verdict;
import io.piecemeal.domain.upload.Scan;
import java.io.IOException;

/** What the daemon says to those who send it a stream. */
final class Answers {

  private static final String OK = "stream: OK";
  private static final String STREAM = "stream: ";
  private static final String FOUND = " FOUND";

  /** Followed by {@code . ERROR}; the connection is at its end then. */
  private static final String TOO_LARGE = "INSTREAM size limit exceeded";

  private Answers() {}

  /** In printable ASCII characters, whatever came. */
  static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1).replaceAll("[^ -~]", "?").strip();
  }

  /**
   * The verdict.
   *
   * @throws IOException if it is none
   */
  static Verdict verdict(String answer) throws IOException {
    if (answer.equals(OK)) {
      return new Verdict.Clean();
    }
    if (answer.startsWith(STREAM) && answer.endsWith(FOUND)) {
      return new Verdict.Infected(
          named(answer.substring(STREAM.length() - 1, answer.length() - FOUND.length() + 1)));
    }
    if (answer.startsWith(TOO_LARGE)) {
      return new Verdict.Declined(TOO_LARGE);
    }
    throw new IOException(
        "the scanner gives no verdict: " + (answer.isEmpty() ? "nothing" : bounded(answer)));
  }

  private static String named(String name) {
    String bounded = bounded(name.strip());
    return bounded.isEmpty() ? "without a name" : bounded;
  }

  private static String bounded(String text) {
    return text.substring(0, Math.min(text.length(), Scan.LONGEST_FINDING));
  }
}
