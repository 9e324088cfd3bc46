package io.piecemeal.chunk.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes in a text that is in memory. */
class ChunkTextTest {

  private static byte[] decode(Encoding encoding, String text) throws IOException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    ChunkText.of(text).decode(encoding, sink);
    return sink.toByteArray();
  }

  private static void assertRefused(
      Encoding encoding, String text, long position, TextFault fault) {
    assertThatThrownBy(() -> decode(encoding, text))
        .isInstanceOfSatisfying(
            ChunkBodyRejected.class,
            e ->
                assertThat(e.fault())
                    .isEqualTo(new ChunkBodyFault.InvalidData(encoding, position, fault)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 6143, 6144, 12_287, 12_288, 12_290, 12_291, 12_292, 60_000})
  void everyLengthIsDecodedAlsoAcrossBlocks(int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    String base64 = Base64.getEncoder().encodeToString(bytes);
    assertThat(decode(Encoding.BASE64, base64)).isEqualTo(bytes);
    assertThat(decode(Encoding.BASE64, base64.replace("a", "a\r\n\t "))).isEqualTo(bytes);
    assertThat(decode(Encoding.BASE64URL, Base64.getUrlEncoder().encodeToString(bytes)))
        .isEqualTo(bytes);
    assertThat(decode(Encoding.HEX, HexFormat.of().formatHex(bytes))).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "aGVsbG8, 7, ENDS_IN_PADDING",
    "aGVsbG8=b, 8, BEHIND_PADDING",
    "aGVs!, 4, NOT_BASE64",
    "data:a, 4, DATA_URL",
    "aGVsb, 5, ENDS_IN_GROUP",
    "aGVsbG9=, 7, LEFT_OVER_BITS",
    "aGVsbB==, 6, LEFT_OVER_BITS",
    "=AAA, 0, MISPLACED_PADDING",
    "AA=A, 3, NO_SECOND_PADDING",
    "AA===, 4, MISPLACED_PADDING",
    "aGVs-G8=, 4, OF_BASE64URL",
    "aGVs\u00e4G8=, 4, NOT_BASE64",
    "'aGVs bG8=', 4, BLANK_FOR_PLUS",
    "'aGVs\n bG 8=', 8, BLANK_FOR_PLUS",
    "'aGVs \t !', 4, BLANK_FOR_PLUS",
    "'aGVs\ud800', 4, LONE_SURROGATE"
  })
  void wrongBase64IsRefusedWhereItBegins(String text, long position, TextFault fault) {
    assertRefused(Encoding.BASE64, text, position, fault);
  }

  @Test
  void theOtherAlphabetHasItsOwnFaults() {
    assertRefused(Encoding.BASE64URL, "aGVs+G8", 4, TextFault.OF_BASE64);
    assertRefused(Encoding.BASE64URL, "aGVs bG8", 4, TextFault.BLANK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" aGVsbG8= ", "aGVs\nbG8=\n", "\t aGVs \r\n\t bG8\r = \t", "aGVs \n bG8="})
  void wrappedTextMayBeIndented(String text) throws IOException {
    assertThat(decode(Encoding.BASE64, text)).asString(StandardCharsets.UTF_8).isEqualTo("hello");
  }

  @ParameterizedTest
  @CsvSource({
    "0g, 1, NO_HEX_DIGIT",
    "abc, 3, HALF_BYTE",
    "'00 0', 2, NO_HEX_DIGIT",
    "'a\nb', 1, NO_HEX_DIGIT"
  })
  void wrongHexIsRefusedWhereItBegins(String text, long position, TextFault fault) {
    assertRefused(Encoding.HEX, text, position, fault);
  }

  @Test
  void aLoneSurrogateIsRefusedAlsoFarBehind() {
    for (int before : new int[] {0, 3, 16_387, 16_388, 60_000}) {
      assertRefused(Encoding.UTF8, "x".repeat(before) + "\ud800", before, TextFault.LONE_SURROGATE);
    }
  }

  @Test
  void textIsItsUtf8() throws IOException {
    String text = "h\u00f6\ud83d\ude00".repeat(5000);
    assertThat(decode(Encoding.UTF8, text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anExceptionOfTheSinkReachesTheCaller() {
    IOException full = new IOException("no space left");
    OutputStream failing =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw full;
          }
        };
    assertThatThrownBy(() -> ChunkText.of("QUJD").decode(Encoding.BASE64, failing)).isSameAs(full);
  }
}
