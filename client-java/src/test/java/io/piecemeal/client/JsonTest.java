package io.piecemeal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void valuesAreRead() {
    assertThat(
            Json.read(
                " {\"a\": [1, -2.5, true, false, null], \"b\\u00e4\\n\": {\"c\": \"\\ud83d\\ude00\"}} "))
        .isEqualTo(
            Map.of("a", Arrays.asList(1L, -2.5, true, false, null), "bä\n", Map.of("c", "😀")));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Map<String, Object> value =
        Map.of("t", "\u0000\"\\\u007f\n😀ä", "n", 5L, "l", List.of(true, Map.of()));
    assertThat(Json.read(Json.write(value))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "{", "[1,]", "{\"a\"}", "{a:1}", "nul", "1 2", "\"\\x\"", "\"\\u12", "\"\n\"", "-",
        "<html>",
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Json.read(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void deepNestingIsRefused() {
    assertThatThrownBy(() -> Json.read("[".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("deep");
  }
}
