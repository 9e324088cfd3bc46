package io.piecemeal.http.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredFieldsTest {

  @Test
  void itemsAreRead() {
    assertThat(StructuredFields.bool(List.of("?1"))).contains(true);
    assertThat(StructuredFields.bool(List.of(" ?0;a=b "))).contains(false);
    assertThat(StructuredFields.integer(List.of("0042"))).hasValue(42);
    assertThat(StructuredFields.integer(List.of("-1;x"))).hasValue(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "true", "1", "?2", "?1?1", "?1, ?0", "\"?1\""})
  void whatIsNoBooleanIsAbsent(String value) {
    assertThat(StructuredFields.bool(List.of(value))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "+1", "1.0", "1, 2", "1234567890123456", "0x1", "?1"})
  void whatIsNoIntegerIsAbsent(String value) {
    assertThat(StructuredFields.integer(List.of(value))).isEmpty();
  }

  @Test
  void whatIsThereTwiceIsAbsent() {
    assertThat(StructuredFields.bool(List.of("?1", "?1"))).isEmpty();
    assertThat(StructuredFields.integer(List.of())).isEmpty();
  }
}
