package io.piecemeal.adapters.mcp.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.chunk.codec.ChunkText;
import java.util.Base64;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words are told apart from Base64 of bytes, which programs send without an encoding. */
class McpUnstatedEncodingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Test",
        "test",
        "TODO",
        "HelloWorld12",
        "Hello123",
        "path/to/file",
        "src/java",
        "20261126",
        "README12",
        "and+then",
        "HTTPServer42"
      })
  void wordsAreRefused(String words) {
    assertThatThrownBy(() -> UnstatedEncoding.requireNoWords(ChunkText.of(words)))
        .isInstanceOfSatisfying(
            ArgumentRejected.class, e -> assertThat(e.field()).isEqualTo("encoding"))
        .hasMessageContaining("text of %d bytes".formatted(words.length()))
        .hasMessageContaining("Base64 of %d bytes".formatted(words.length() / 4 * 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AAAA", "AAAAAAAB", "////", "//79", "aGVs", "SGVsbG8s", "aGVsbG8=", "Tests", ""})
  void whatNobodyWritesIsTakenForBase64(String data) {
    assertThatCode(() -> UnstatedEncoding.requireNoWords(ChunkText.of(data)))
        .doesNotThrowAnyException();
  }

  @Test
  void randomBytesOfMoreThanAFewAreHardlyEverTakenForWords() {
    Random random = new Random(1);
    long refused =
        IntStream.range(0, 10_000).filter(_ -> readsLikeWords(base64(random, 15))).count();
    assertThat(refused).isLessThan(20);
  }

  @Test
  void longDataIsNotLookedAt() {
    assertThat(readsLikeWords("test".repeat(256))).isTrue();
    assertThat(readsLikeWords("test".repeat(257))).isFalse();
    assertThat(readsLikeWords("Abc".repeat(340) + "+++=")).isFalse();
  }

  private static String base64(Random random, int bytes) {
    byte[] some = new byte[bytes];
    random.nextBytes(some);
    return Base64.getEncoder().encodeToString(some);
  }

  private static boolean readsLikeWords(String data) {
    try {
      UnstatedEncoding.requireNoWords(ChunkText.of(data));
      return false;
    } catch (ArgumentRejected e) {
      return true;
    }
  }
}
