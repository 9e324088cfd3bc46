package io.piecemeal.adapters.mcp.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files within their own addresses, as RFC 2397 has them. */
class DataUriTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data:text/csv;base64,aGVsbG8=|text/csv|hello",
        "DATA:text/plain;charset=utf-8;base64,aGVsbG8=|text/plain;charset=utf-8|hello",
        "data:;base64,aGVsbG8=|text/plain;charset=US-ASCII|hello",
        "data:;charset=utf-8;base64,aGVsbG8=|text/plain;charset=utf-8|hello",
        "data:text/plain;base64,aGVsbG8%3D|text/plain|hello",
        "data:text/plain;base64,Pj4+|text/plain|>>>",
        "data:text/plain;base64,Pj4%2B|text/plain|>>>"
      })
  void typeAndBytesAreRead(String uri, String type, String text) {
    DataUri read = DataUri.read("file", uri);
    assertThat(read.type().value()).isEqualTo(type);
    assertThat(new String(read.bytes(), UTF_8)).isEqualTo(text);
  }

  @Test
  void noBytesAreAFileToo() {
    assertThat(DataUri.read("file", "data:text/plain;base64,").bytes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:",
        "data:text/plain",
        "data:text/plain,hello",
        "data:text/plain;base64",
        "data:text/plain;BASE65,aGVsbG8=",
        "data:text/plain;base64,aGVsbG8",
        "data:text/plain;base64,aGVsbG9=",
        "data:text/plain;base64,aGVs bG8=",
        "data:text/plain;base64,aGVs\nbG8=",
        "data:text/plain;base64,-_-_",
        "data:text/plain;base64,aGVsbG8%3",
        "data:text/plain;base64,aGVsbG8%zz",
        "data:text/plain;base64,aGVsbG8=#end",
        "data:text/plain;name=a.txt;base64,aGVsbG8="
      })
  void everythingElseIsRefused(String uri) {
    assertThatThrownBy(() -> DataUri.read("file", uri)).isInstanceOf(ArgumentRejected.class);
  }

  @Test
  void aLongHeadIsNotLookedAt() {
    String parameters = ";a=b".repeat(100_000);
    assertThatThrownBy(() -> DataUri.read("file", "data:text/plain" + parameters + ";base64,"))
        .isInstanceOf(ArgumentRejected.class);
  }
}
