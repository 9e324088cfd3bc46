package io.piecemeal.http.server.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedTypesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html, */*;q=0                         | text/html",
        "application/json;q=0.5, */*;q=0            | application/json;q=0.5",
        "*/*;q=0                                    | example/none",
        "application/json;q=0                       | example/none",
        "application/json;q=0, image/png            | example/none",
        "APPLICATION/JSON ; Q = 0.000               | example/none",
        "application/*;q=0, text/plain              | text/plain",
        "text/*;q=0, text/plain;q=0.2, */*          | application/json, application/yaml, text/plain;q=0.2",
        "application/problem+json, */*;q=0          | application/json",
        "application/problem+json, application/*;q=0 | application/json",
        "application/problem+json;q=0, application/json | application/json",
        "application/problem+json;q=0               | example/none",
        "application/json;q=0, application/json     | application/json",
        "text/event-stream;q=0, application/json    | application/json",
      })
  void excludedTypesAreLeftOut(String field, String left) {
    AcceptedTypes accepted = AcceptedTypes.of(List.of(field));
    assertThat(accepted.exclude()).isTrue();
    assertThat(accepted.withoutExcluded()).isEqualTo(left);
  }

  @Test
  void linesOfTheFieldAreOneList() {
    AcceptedTypes accepted = AcceptedTypes.of(List.of("*/*;q=0", "text/css"));
    assertThat(accepted.withoutExcluded()).isEqualTo("text/css");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "*/*", "*/*;q=0.1", "text/html;q=0.001", "text/html;version=0", "a/b;xq=0"})
  void nothingIsExcluded(String field) {
    assertThat(AcceptedTypes.of(List.of(field)).exclude()).isFalse();
  }
}
