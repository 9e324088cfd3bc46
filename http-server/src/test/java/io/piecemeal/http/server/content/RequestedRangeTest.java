package io.piecemeal.http.server.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 section 14, for a file of 10 bytes. */
class RequestedRangeTest {

  private static final ByteCount SIZE = new ByteCount(10);

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-9, 0, 10",
    "bytes=3-5, 3, 3",
    "bytes=9-, 9, 1",
    "bytes=0-, 0, 10",
    "bytes=5-100, 5, 5",
    "bytes=5-99999999999999999999999999, 5, 5",
    "bytes=0000000000000000000000003-5, 3, 3",
    "bytes=-1, 9, 1",
    "bytes=-10, 0, 10",
    "bytes=-11, 0, 10",
    "bytes=-99999999999999999999999999, 0, 10",
    "BYTES=3-5, 3, 3",
    "'bytes= 3-5 ', 3, 3",
  })
  void selectsTheBytesThatTheFileHas(String header, long start, long length) {
    assertThat(RequestedRange.parse(header, SIZE))
        .isEqualTo(
            new RequestedRange.Part(new ByteRange(new ByteCount(start), new ByteCount(length))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=10-", "bytes=10-11", "bytes=99999999999999999999999999-", "bytes=-0"})
  void isUnsatisfiableWhereTheFileHasNoByte(String header) {
    assertThat(RequestedRange.parse(header, SIZE)).isEqualTo(new RequestedRange.Unsatisfiable());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-", "bytes=0-0", "bytes=-1"})
  void isUnsatisfiableForAnEmptyFile(String header) {
    assertThat(RequestedRange.parse(header, ByteCount.ZERO))
        .isEqualTo(new RequestedRange.Unsatisfiable());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-3",
        "bytes=a-b",
        "bytes=1-2,4-5",
        "bytes=1",
        "items=0-1",
        "bytes=+1-2",
        "bytes=1.0-2",
        "bytes=0x1-2",
        "bytes=\u0663-5",
        "bytes=--1",
      })
  void ignoresWhatItDoesNotUnderstand(String header) {
    assertThat(RequestedRange.parse(header, SIZE)).isEqualTo(new RequestedRange.Whole());
  }

  @Test
  void takesTimeInTheLengthOfTheHeaderOnly() {
    String header = "bytes=" + "0".repeat(100_000) + "3-" + "0".repeat(100_000) + "5";
    assertThat(RequestedRange.parse(header, SIZE))
        .isEqualTo(new RequestedRange.Part(new ByteRange(new ByteCount(3), new ByteCount(3))));
  }
}
