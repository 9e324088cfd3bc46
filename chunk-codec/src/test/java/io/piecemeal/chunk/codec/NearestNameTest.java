package io.piecemeal.chunk.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which known name a misspelled one probably means. */
class NearestNameTest {

  @ParameterizedTest
  @CsvSource({
    "ofset, offset",
    "OFFSET, offset",
    "offsets, offset",
    "offste, offset",
    "dat, data",
    "date, data",
    "sha-256, sha256",
    "position,",
    "x,",
    "'',",
  })
  void isAFewEditsAway(String name, String expected) {
    assertThat(NearestName.of(name, Set.of("data", "offset", "sha256")))
        .isEqualTo(Optional.ofNullable(expected));
  }

  @ParameterizedTest
  @CsvSource({"filesize, size", "file, filename", "name, filename", "file_name, filename", "me,"})
  void orTheOneThatBeginsOrEndsWithIt(String name, String expected) {
    assertThat(NearestName.of(name, Set.of("filename", "size", "content_type")))
        .isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void oneEditIsNearerThanACommonEnd() {
    assertThat(NearestName.of("api_key_file", Set.of("key_file", "api_keys_file")))
        .contains("api_keys_file");
  }

  @ParameterizedTest
  @CsvSource({"1000000"})
  void isNotSoughtForAbsurdNames(int length) {
    assertThat(NearestName.of("o".repeat(length), Set.of("offset"))).isEmpty();
  }
}
