package io.piecemeal.adapters.http.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.text.ListCursor;
import io.piecemeal.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a parameter of a query may be, and what it is where there is none. */
final class QueryValuesTest {

  @ParameterizedTest
  @CsvSource({"'', 1000", "1, 1", "0007, 7", "1000, 1000"})
  void aPageHasFromOneToAThousandEntriesAndAThousandByDefault(String text, int limit) {
    assertThat(QueryValues.limit(Optional.of(text))).isEqualTo(limit);
    assertThat(QueryValues.limit(Optional.empty())).isEqualTo(1000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "4294967297", "9223372036854775808"})
  void aLimitOutOfBoundsIsRefusedWithTheBounds(String text) {
    assertThat(refusal(text, QueryValues::limit))
        .containsEntry("field", "limit")
        .containsEntry("code", "invalid-field");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "+1", "1.0", "1e2", " 1", "1 ", "0x1", "ten", "١", "null"})
  void aNumberIsDigitsAndNothingElse(String text) {
    assertThat(refusal(text, QueryValues::limit))
        .containsEntry("field", "limit")
        .containsEntry("detail", "'limit' is refused: it is not an integer of 0 or more.");
    assertThat(refusal(text, given -> QueryValues.offset("after", given)))
        .containsEntry("field", "after")
        .containsEntry("detail", "'after' is refused: it is not an integer of 0 or more.");
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "0, 0", "42, 42", "9223372036854775807, 9223372036854775807"})
  void anOffsetIsANumberOfBytesAndZeroByDefault(String text, long offset) {
    assertThat(QueryValues.offset("after", Optional.of(text))).isEqualTo(new ByteCount(offset));
    assertThat(QueryValues.offset("after", Optional.empty())).isEqualTo(ByteCount.ZERO);
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "0, 0", "0s, 0", "30, 30", "30s, 30", "60s, 60", "000000060, 60"})
  void aWaitIsSecondsWithOrWithoutTheirUnitAndNoneByDefault(String text, long seconds) {
    assertThat(QueryValues.wait(Optional.of(text))).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(QueryValues.wait(Optional.empty())).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "61",
        "61s",
        "999999999",
        "1000000000",
        "99999999999999999999s",
        "-1s",
        "+1s",
        "1.5s",
        "1m",
        "1ms",
        "1 s",
        "s",
        "1S",
        "1ss",
        " 1s",
        "PT1S",
        "forever"
      })
  void anyOtherWaitIsRefusedAndNeverCutToTheLongest(String text) {
    assertThat(refusal(text, QueryValues::wait))
        .containsEntry("field", "wait")
        .containsEntry(
            "detail", "'wait' is refused: it is not a number of seconds from 0s to 60s.");
  }

  @Test
  void aStatusIsOneOfTwoWordsAndAnyFileWithoutOne() {
    assertThat(QueryValues.status(Optional.of("uploading"))).contains(Status.UPLOADING);
    assertThat(QueryValues.status(Optional.of("complete"))).contains(Status.COMPLETE);
    assertThat(QueryValues.status(Optional.of(""))).isEmpty();
    assertThat(QueryValues.status(Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Complete", "COMPLETE", "complete ", "completed", "open", "all"})
  void anotherStatusIsRefusedAndDoesNotMeanAll(String text) {
    assertThat(refusal(text, QueryValues::status))
        .containsEntry("field", "status")
        .containsEntry("detail", "'status' is refused: it is neither 'uploading' nor 'complete'.");
  }

  @Test
  void aListGoesOnAtTheNextOfAPage() {
    FileQuery.Position position =
        new FileQuery.Position(Instant.parse("2026-04-13T06:32:04.000001Z"), Samples.fileId());

    assertThat(QueryValues.after(Optional.of(ListCursor.encode(position)))).contains(position);
    assertThat(QueryValues.after(Optional.of(""))).isEmpty();
    assertThat(QueryValues.after(Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "next", "!", "or44tb4f7lq63cace3evi2gmmfk5ti2v"})
  void whatIsNoNextOfAPageIsRefusedAndDoesNotBeginAnew(String text) {
    assertThat(refusal(text, QueryValues::after))
        .containsEntry("field", "after")
        .containsEntry("detail", "'after' is refused: it is not the 'next' of a page.");
  }

  private static Map<String, Object> refusal(String text, Function<Optional<String>, ?> reading) {
    return catchThrowableOfType(RequestRejected.class, () -> reading.apply(Optional.of(text)))
        .problem()
        .members();
  }
}
