package io.piecemeal.adapters.mcp.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.chunk.codec.ChunkText;
import io.piecemeal.chunk.codec.Encoding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an agent is told of a text that stands for no bytes. */
class McpChunkTextTest {

  @ParameterizedTest
  @CsvSource({
    "BASE64, aGVsbG8, 7, pad it with '='",
    "BASE64, aGVsb, 5, pad it with '='",
    "BASE64, aGV*bG8=, 3, a character is not Base64",
    "BASE64, data:a, 4, a character is not Base64",
    "BASE64, aGVsbG8=x, 8, something follows the padding",
    "BASE64, aGVsbG9=, 6, there are bits behind the last byte",
    "BASE64, aGVsbB==, 5, there are bits behind the last byte",
    "BASE64, =AAA, 0, a '=' is out of place",
    "BASE64, AA=A, 3, something follows the padding",
    "BASE64, AA===, 4, a '=' is out of place",
    "BASE64, aGVs-G8=, 4, '''-'' and ''_'' are of base64url'",
    "BASE64, 'aGVsbG8 =', 7, a '+' may have become a space",
    "BASE64URL, aGVs+G8=, 4, '''+'' and ''/'' are of base64'",
    "HEX, 0g, 1, a character is no hex digit",
    "HEX, abc, 3, it ends within a byte",
    "UTF8, 'xyz\ud800', 3, a surrogate has no partner"
  })
  void aRefusalSaysWhatIsWrongAndWhere(
      Encoding encoding, String text, int position, String reason) {
    assertThatThrownBy(
            () ->
                DecodedText.write(
                    "data", ChunkText.of(text), encoding, OutputStream.nullOutputStream()))
        .isInstanceOfSatisfying(
            ArgumentRejected.class,
            e -> {
              assertThat(e.facts()).as(e.sentence()).containsEntry("position", position);
              assertThat(e.sentence())
                  .startsWith("'data' is not valid %s: ".formatted(encoding.wireName()))
                  .contains(reason);
            });
  }

  @Test
  void aTextIsMeasuredByItsUtf8() throws IOException {
    String text = "h\u00f6\ud83d\ude00".repeat(5000);
    assertThat(MeasuredText.of("text", ChunkText.of(text)).size().value())
        .isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
  }
}
