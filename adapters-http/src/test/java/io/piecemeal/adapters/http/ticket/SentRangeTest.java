package io.piecemeal.adapters.http.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.piecemeal.application.port.in.RedeemTicket.Extent;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which part of its file the body of a PUT to a ticket is. */
final class SentRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes 0-4095/65536, 0, 4096, 65536, MORE_WILL_FOLLOW",
    "bytes 61440-65535/65536, 61440, 4096, 65536, ALL_THE_REST",
    "bytes 0-65535/65536, 0, 65536, 65536, ALL_THE_REST",
    "bytes 0-0/1, 0, 1, 1, ALL_THE_REST",
    "bytes 7-7/9, 7, 1, 9, MORE_WILL_FOLLOW",
    "bytes 0-4095/*, 0, 4096, , MORE_WILL_FOLLOW",
    "bytes 4096-8191/*, 4096, 4096, , MORE_WILL_FOLLOW",
    "'  bytes 0-4095/65536 ', 0, 4096, 65536, MORE_WILL_FOLLOW",
    "bytes 000-00000000000000009/0010, 0, 10, 10, ALL_THE_REST",
    "bytes 0-999999999999999998/999999999999999999, 0, 999999999999999999, 999999999999999999, ALL_THE_REST"
  })
  void aRangeSaysWhereTheBytesBeginHowManyTheyAreAndWhetherMoreWillFollow(
      String header, long start, long length, Long total, Extent extent) {
    SentRange expected =
        new SentRange(
            Optional.of(new ByteCount(start)),
            Optional.of(new ByteCount(length)),
            Optional.ofNullable(total).map(ByteCount::new),
            extent);

    assertThat(SentRange.of(Optional.of(header), OptionalLong.empty())).isEqualTo(expected);
    assertThat(SentRange.of(Optional.of(header), OptionalLong.of(length))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, Long.MAX_VALUE})
  void withoutARangeTheBodyIsAllThatIsMissing(long length) {
    assertThat(SentRange.of(Optional.empty(), OptionalLong.of(length)))
        .isEqualTo(
            new SentRange(
                Optional.empty(),
                Optional.of(new ByteCount(length)),
                Optional.empty(),
                Extent.ALL_THE_REST));
  }

  @Test
  void withoutARangeAndALengthTheBodyIsAllThatIsMissingHoweverLongItIs() {
    assertThat(SentRange.of(Optional.empty(), OptionalLong.empty()))
        .isEqualTo(
            new SentRange(
                Optional.empty(), Optional.empty(), Optional.empty(), Extent.ALL_THE_REST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes 0-4095",
        "bytes 0-4095/",
        "bytes */65536",
        "bytes */*",
        "bytes 0-/65536",
        "bytes -4095/65536",
        "bytes=0-4095/65536",
        "bytes 0 - 4095/65536",
        "bytes  0-4095/65536",
        "Bytes 0-4095/65536",
        "items 0-4095/65536",
        "bytes +0-4095/65536",
        "bytes 0x0-4095/65536",
        "bytes 0-4095/65536, bytes 8192-9000/65536",
        "bytes 0-4095/65536x",
        "bytes 0-4095/1000000000000000000",
        "bytes 0-9999999999999999999/*",
        "bytes ١-٢/٣"
      })
  void aRangeInAnotherSyntaxIsRefusedWithAnExample(String header) {
    assertThat(refusal(header, OptionalLong.empty()))
        .isEqualTo("Send 'Content-Range' as in 'Content-Range: bytes 0-4095/65536'.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 4096-4095/65536",
        "bytes 4096-0/65536",
        "bytes 4096-0/*",
        "bytes 0-65536/65536",
        "bytes 65536-65536/65536",
        "bytes 0-0/0"
      })
  void aRangeThatEndsBeforeItBeginsOrBehindTheTotalIsRefused(String header) {
    assertThat(refusal(header, OptionalLong.empty()))
        .isEqualTo(
            "Send 'Content-Range' with a last byte from the first one on and within the total.");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 4095, 4097, 65_536})
  void aRangeOfAnotherLengthThanTheBodyIsRefused(long length) {
    assertThat(refusal("bytes 0-4095/65536", OptionalLong.of(length)))
        .isEqualTo("Send 'Content-Range' of as many bytes as the body has.");
  }

  private static Object refusal(String header, OptionalLong length) {
    RequestRejected rejected =
        catchThrowableOfType(
            RequestRejected.class, () -> SentRange.of(Optional.of(header), length));
    assertThat(rejected.problem().kind()).isEqualTo(ProblemKind.BAD_REQUEST);
    return rejected.problem().members().getOrDefault("detail", "");
  }
}
