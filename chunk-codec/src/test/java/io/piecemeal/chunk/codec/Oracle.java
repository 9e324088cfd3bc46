package io.piecemeal.chunk.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** Compares the scanner with {@link NaiveChunkBody}, and with itself for reads of other lengths. */
final class Oracle {

  private static final int[] STEPS = {7, 1000, 1};

  private Oracle() {}

  static void assertAgrees(byte[] body) {
    String expected = NaiveChunkBody.outcome(body);
    String actual = Outcome.of(body, Integer.MAX_VALUE);
    if (expected.equals(NaiveChunkBody.ANY_REFUSAL)) {
      assertThat(actual).as(() -> describe(body)).doesNotStartWith("<");
    } else {
      assertThat(actual).as(() -> describe(body)).isEqualTo(expected);
    }
    for (int step : STEPS) {
      assertThat(Outcome.of(body, step)).as(() -> describe(body)).isEqualTo(actual);
    }
  }

  private static String describe(byte[] body) {
    String text = new String(body, ISO_8859_1);
    return text.length() < 2000 ? text : text.substring(0, 2000) + "… " + text.length();
  }
}
