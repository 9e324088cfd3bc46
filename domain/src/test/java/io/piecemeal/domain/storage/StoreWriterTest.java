package io.piecemeal.domain.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writers, and the names that they give. */
final class StoreWriterTest {

  private static final StoreWriter WRITER = new StoreWriter(1, 10);

  @ParameterizedTest
  @CsvSource({
    "0, 0, 000000000000000000",
    "1, 10, 00000001000000000a",
    "4294967295, 274877906943, ffffffff3fffffffff"
  })
  void aWriterIsSpelledIn18HexDigitsAndReadAgain(long seconds, long random, String hex) {
    StoreWriter writer = new StoreWriter(seconds, random);

    assertThat(writer.hex()).isEqualTo(hex);
    assertThat(writer).hasToString(hex);
    assertThat(StoreWriter.parse(hex)).contains(writer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00000001000000000",
        "00000001000000000a0",
        "00000001000000000A",
        "00000001000000000g",
        "ffffffff4000000000"
      })
  void nothingElseIsAWriter(String hex) {
    assertThat(StoreWriter.parse(hex)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "4294967296, 0", "0, -1", "0, 274877906944"})
  void aWriterHas32BitsOfTimeAnd38Others(long seconds, long random) {
    assertThatIllegalArgumentException().isThrownBy(() -> new StoreWriter(seconds, random));
  }

  @Test
  void aWriterHas2048Names() {
    assertThat(new StoreName(WRITER, 0)).hasToString("00000001000000000a-000");
    assertThat(new StoreName(WRITER, 2047)).hasToString("00000001000000000a-7ff");
    assertThatIllegalArgumentException().isThrownBy(() -> new StoreName(WRITER, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new StoreName(WRITER, 2048));
  }
}
