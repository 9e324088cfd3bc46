package io.piecemeal.http.server.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpRequest;
import io.piecemeal.http.server.content.Preconditions.Verdict;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 section 13, for content with the tag "1-10" of 2026-04-13T05:32:04Z. */
class PreconditionsTest {

  private static final Validators CURRENT =
      new Validators("\"1-10\"", Optional.of(Instant.parse("2026-04-13T05:32:04Z")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "If-Match            | \"1-10\"                       | PROCEED",
        "If-Match            | \"0-9\", \"1-10\"              | PROCEED",
        "If-Match            | *                              | PROCEED",
        "If-Match            | \"1-11\"                       | FAILED",
        "If-Match            | W/\"1-10\"                     | FAILED",
        "If-Match            | 1-10                           | FAILED",
        "If-None-Match       | \"1-10\"                       | NOT_MODIFIED",
        "If-None-Match       | W/\"1-10\"                     | NOT_MODIFIED",
        "If-None-Match       | *                              | NOT_MODIFIED",
        "If-None-Match       | \"x\" , W/\"1-10\"             | NOT_MODIFIED",
        "If-None-Match       | \"1-11\"                       | PROCEED",
        "If-None-Match       | garbage                        | PROCEED",
        "If-Unmodified-Since | Mon, 13 Apr 2026 05:32:04 GMT  | PROCEED",
        "If-Unmodified-Since | Mon, 13 Apr 2026 05:32:03 GMT  | FAILED",
        "If-Unmodified-Since | Monday, 13-Apr-26 05:32:03 GMT | FAILED",
        "If-Unmodified-Since | Mon Apr 13 05:32:03 2026       | FAILED",
        "If-Unmodified-Since | yesterday                      | PROCEED",
        "If-Modified-Since   | Mon, 13 Apr 2026 05:32:04 GMT  | NOT_MODIFIED",
        "If-Modified-Since   | Mon, 13 Apr 2026 05:32:03 GMT  | PROCEED",
        "If-Modified-Since   | Monday, 13-Apr-26 05:32:04 GMT | NOT_MODIFIED",
        "If-Modified-Since   | Mon Apr 13 05:32:04 2026       | NOT_MODIFIED",
        "If-Modified-Since   | yesterday                      | PROCEED",
      })
  void decideWhetherThereIsAnAnswer(String header, String value, Verdict expected) {
    assertThat(preconditions(HttpRequest.GET("/").header(header, value)).verdict())
        .isEqualTo(expected);
  }

  /** A search that begins again at each blank would take minutes. */
  @Test
  @Timeout(60)
  void aListOfTagsIsReadInTimeInProportionToItsLength() {
    String tags = "\"a\"" + " ".repeat(400_000) + "x";
    assertThat(CURRENT.isIn(tags, Validators.Comparison.WEAK)).isFalse();
    assertThat(CURRENT.isIn("\"a\" ,".repeat(100_000) + "\"1-10\"", Validators.Comparison.WEAK))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"1-10\"                      | true",
        "\"1-11\"                      | false",
        "W/\"1-10\"                    | false",
        "Mon, 13 Apr 2026 05:32:04 GMT | true",
        "Mon, 13 Apr 2026 05:32:05 GMT | false",
        "Mon Apr 13 05:32:04 2026      | true",
        "yesterday                     | false",
      })
  void ifRangeLetsTheRangeCountOnlyForTheSameContent(String value, boolean counts) {
    HttpRequest<?> request =
        HttpRequest.GET("/").header("Range", "bytes=0-1").header("If-Range", value);
    Optional<String> expected = counts ? Optional.of("bytes=0-1") : Optional.empty();
    assertThat(preconditions(request).range()).isEqualTo(expected);
  }

  private static Preconditions preconditions(HttpRequest<?> request) {
    return new Preconditions(request.getHeaders(), CURRENT);
  }
}
