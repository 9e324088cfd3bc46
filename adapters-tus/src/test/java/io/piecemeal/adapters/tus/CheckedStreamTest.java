package io.piecemeal.adapters.tus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piecemeal.http.server.problem.RequestRejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedStreamTest {

  private static final byte[] CONTENT = "123456789".getBytes(StandardCharsets.US_ASCII);

  private static final String RIGHT = "sha1 98O8HYCOBHMq32eZZczDTKeuNEE=";
  private static final String WRONG = "sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  /** Of the digits 1 to 9, as other tools reckon them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "md5 JfnnlDI7RTiF9RgfG2JNCw==",
        "sha1 98O8HYCOBHMq32eZZczDTKeuNEE=",
        "sha256 FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
        "crc32c 4waSgw=="
      })
  void bytesWithTheirChecksumAreRead(String field) throws IOException {
    try (InputStream stream = CheckedStream.of(content(), List.of(field))) {
      assertThat(stream.readAllBytes()).isEqualTo(CONTENT);
      assertThat(stream.read()).isEqualTo(-1);
    }
  }

  @Test
  void theEndOfOtherBytesIsAnError() throws IOException {
    try (InputStream stream = CheckedStream.of(content(), List.of("crc32c AAAAAA=="))) {
      assertThat(stream.read(new byte[CONTENT.length])).isEqualTo(CONTENT.length);
      assertThatExceptionOfType(CheckedStream.MismatchException.class).isThrownBy(stream::read);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "sha1", "sha1 *", "sha1 YQ=", "crc32 AAAAAA==", "SHA1 YQ==", "sha1 YQ== YQ=="})
  void otherFieldsAreRefused(String field) {
    assertThatExceptionOfType(RequestRejected.class)
        .isThrownBy(() -> CheckedStream.of(content(), List.of(field)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha1 98O8HYCOBHMq32eZZczDTKeuNEE=", "crc32c 4waSgw=="})
  void aChecksumMayComeBehindTheBytes(String field) throws IOException {
    try (InputStream stream = CheckedStream.trailed(content(), List.of(), () -> List.of(field))) {
      assertThat(stream.readAllBytes()).isEqualTo(CONTENT);
    }
  }

  @Test
  void theEndOfOtherBytesThanThoseOfTheTrailerIsAnError() throws IOException {
    try (InputStream stream =
        CheckedStream.trailed(content(), List.of(), () -> List.of("crc32c AAAAAA=="))) {
      assertThatExceptionOfType(CheckedStream.MismatchException.class)
          .isThrownBy(stream::readAllBytes);
    }
  }

  @Test
  void anAnnouncedChecksumHasToCome() throws IOException {
    try (InputStream stream = CheckedStream.trailed(content(), List.of(RIGHT), List::of)) {
      assertThatExceptionOfType(RequestRejected.class).isThrownBy(stream::readAllBytes);
    }
  }

  /** Of several checksums none is passed over. */
  @Test
  void bytesHaveToHaveEachChecksumThatIsSaidOfThem() throws IOException {
    for (List<String> fields : List.of(List.of(RIGHT, WRONG), List.of(WRONG, RIGHT))) {
      try (InputStream stream = CheckedStream.of(content(), fields)) {
        assertMismatch(stream);
      }
      try (InputStream stream = CheckedStream.trailed(content(), List.of(), () -> fields)) {
        assertMismatch(stream);
      }
      try (InputStream stream =
          CheckedStream.trailed(
              content(), fields.subList(0, 1), () -> fields.subList(1, fields.size()))) {
        assertMismatch(stream);
      }
    }
    List<String> right = List.of(RIGHT, "crc32c 4waSgw==");
    try (InputStream stream = CheckedStream.trailed(content(), right, () -> right)) {
      assertThat(stream.readAllBytes()).isEqualTo(CONTENT);
    }
  }

  private static void assertMismatch(InputStream stream) {
    assertThatExceptionOfType(CheckedStream.MismatchException.class)
        .isThrownBy(stream::readAllBytes);
  }

  private static InputStream content() {
    return new ByteArrayInputStream(CONTENT);
  }
}
