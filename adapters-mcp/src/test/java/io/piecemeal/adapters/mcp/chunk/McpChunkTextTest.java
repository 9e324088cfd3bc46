package io.piecemeal.adapters.mcp.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes in text. */
class McpChunkTextTest {

  private static byte[] decode(Encoding encoding, String text) throws IOException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    encoding.decode(text, sink);
    return sink.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 6143, 6144, 6145, 6146, 20_000})
  void everyLengthIsDecodedAlsoAcrossBlocks(int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    String base64 = Base64.getEncoder().encodeToString(bytes);
    assertThat(decode(Encoding.BASE64, base64)).isEqualTo(bytes);
    assertThat(decode(Encoding.BASE64, base64.replace("a", "a\r\n\t "))).isEqualTo(bytes);
    assertThat(decode(Encoding.HEX, java.util.HexFormat.of().formatHex(bytes))).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "aGVsbG8, 7",
    "aGV*bG8=, 3",
    "aGVsbG8=x, 8",
    "aGVsbG9=, 6",
    "aGVsbB==, 5",
    "=AAA, 0",
    "AA=A, 3",
    "AA===, 4",
    "aGVs-G8=, 4",
    "aGVs\u00e4G8=, 4"
  })
  void wrongBase64IsRefusedWhereItBegins(String text, int position) {
    assertThatThrownBy(() -> decode(Encoding.BASE64, text))
        .isInstanceOfSatisfying(
            ArgumentRejected.class,
            e -> assertThat(e.facts()).as(e.sentence()).containsEntry("position", position));
  }

  @ParameterizedTest
  @CsvSource({
    "'aGk aGk aGk aGk ', 3",
    "'aGVs bG8=', 4",
    "'aGVs\tbG8=', 4",
    "'aGVsbG8 =', 7",
    "'aGVs\n bG 8=', 8",
    "'aGVs \t !', 4"
  })
  void aBlankWithinALineIsRefusedSinceItMayHaveBeenAPlus(String text, int position) {
    assertThatThrownBy(() -> decode(Encoding.BASE64, text))
        .isInstanceOfSatisfying(
            ArgumentRejected.class,
            e -> {
              assertThat(e.facts()).containsEntry("position", position);
              assertThat(e.sentence()).contains("a '+' may have become a space");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" aGVsbG8= ", "aGVs\nbG8=\n", "\t aGVs \r\n\t bG8\r = \t", "aGVs \n bG8="})
  void wrappedTextMayBeIndented(String text) throws IOException {
    assertThat(decode(Encoding.BASE64, text)).asString(StandardCharsets.UTF_8).isEqualTo("hello");
  }

  @ParameterizedTest
  @CsvSource({"0g, 1", "abc, 3", "'00 0', 2"})
  void wrongHexIsRefusedWhereItBegins(String text, int position) {
    assertThatThrownBy(() -> decode(Encoding.HEX, text))
        .isInstanceOfSatisfying(
            ArgumentRejected.class, e -> assertThat(e.facts()).containsEntry("position", position));
  }

  @Test
  void loneSurrogateIsRefusedAlsoFarBehind() {
    for (int before : new int[] {0, 3, 8191, 8192, 30_000}) {
      assertThatThrownBy(() -> decode(Encoding.UTF8, "x".repeat(before) + "\ud800"))
          .isInstanceOfSatisfying(
              ArgumentRejected.class, e -> assertThat(e.facts()).containsEntry("position", before));
    }
  }

  @Test
  void textIsItsUtf8() throws IOException {
    String text = "h\u00f6\ud83d\ude00".repeat(5000);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(decode(Encoding.UTF8, text)).isEqualTo(bytes);
    assertThat(MeasuredText.of("text", text).size().value()).isEqualTo(bytes.length);
  }
}
