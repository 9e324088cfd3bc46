package io.piecemeal.http.server.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 section 5.6.7. */
class HttpDatesTest {

  private static final int THIS_YEAR = 2026;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sun, 06 Nov 1994 08:49:37 GMT     | 1994-11-06T08:49:37Z",
        "Sunday, 06-Nov-94 08:49:37 GMT    | 1994-11-06T08:49:37Z",
        "Sun Nov  6 08:49:37 1994          | 1994-11-06T08:49:37Z",
        "Wednesday, 16-Sep-26 00:00:00 GMT | 2026-09-16T00:00:00Z",
        "Wed Sep 16 00:00:00 2026          | 2026-09-16T00:00:00Z",
        "Friday, 06-Nov-76 00:00:00 GMT    | 2076-11-06T00:00:00Z",
        "Sunday, 06-Nov-77 00:00:00 GMT    | 1977-11-06T00:00:00Z",
      })
  void areReadInThreeForms(String text, Instant expected) {
    assertThat(HttpDates.read(text, THIS_YEAR)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "",
        "Sunday, 06-Nov-1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37",
        "Sun Nov  6 08:49:37 1994 GMT",
        "1994-11-06T08:49:37Z",
      })
  void allElseIsNoDate(String text) {
    assertThat(HttpDates.read(text, THIS_YEAR)).isEmpty();
  }

  @Test
  void areWrittenInOne() {
    assertThat(HttpDates.write(Instant.parse("2026-09-06T05:32:04Z")))
        .isEqualTo("Sun, 06 Sep 2026 05:32:04 GMT");
  }
}
