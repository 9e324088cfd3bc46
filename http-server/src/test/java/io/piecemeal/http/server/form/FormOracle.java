package io.piecemeal.http.server.form;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.testkit.SteppedStream;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares the reader with {@link NaiveForm}, and with itself for reads of other lengths. */
final class FormOracle {

  /** A first line that may be a delimiter gives the boundary, so that there are many. */
  private static final Pattern FIRST_LINE =
      Pattern.compile("--([0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-])[ \t]*\r\n");

  private static final int LONGEST_STEP = 7;

  private FormOracle() {}

  static void assertAgrees(byte[] body) {
    assertAgrees(body, boundary(body));
  }

  static void assertAgrees(byte[] body, Boundary boundary) {
    String expected = NaiveForm.outcome(body, boundary);
    requireEqual(FormOutcome.of(body, boundary), expected, body);
    int step = 1 + Math.floorMod(Arrays.hashCode(body), LONGEST_STEP);
    requireEqual(FormOutcome.of(new SteppedStream(body, step), boundary), expected, body);
  }

  /** The library is slow, so that it is asked only where it has something to say. */
  private static void requireEqual(String actual, String expected, byte[] body) {
    if (!actual.equals(expected)) {
      assertThat(actual).as(() -> new String(body, ISO_8859_1)).isEqualTo(expected);
    }
  }

  private static Boundary boundary(byte[] body) {
    Matcher line = FIRST_LINE.matcher(new String(body, ISO_8859_1));
    return new Boundary(line.lookingAt() ? line.group(1) : "x");
  }
}
