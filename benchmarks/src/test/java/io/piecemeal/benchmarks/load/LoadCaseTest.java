package io.piecemeal.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadCaseTest {

  @ParameterizedTest
  @ValueSource(strings = {"5MiBx8", "256KiBx1", "100Bx32"})
  void textIsReadAndWrittenAlike(String text) {
    assertThat(LoadCase.parse(text)).hasToString(text);
  }

  @Test
  void sizeIsInBytes() {
    assertThat(ChunkSize.parse("5MiB").bytes()).isEqualTo(5_242_880);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5MiB", "5MBx8", "0KiBx8", "16KiBx0", "16KiBxmany"})
  void whatIsNoCaseIsRefused(String text) {
    assertThatThrownBy(() -> LoadCase.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
