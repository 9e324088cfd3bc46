package io.piecemeal.http.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamPathsTest {

  private record Facts(List<String> streams, Optional<String> resumable) implements AdapterFacts {}

  private static final Facts ONE = new Facts(List.of("/tus", "/up"), Optional.of("/up"));
  private static final Facts OTHER = new Facts(List.of("/other/upload"), Optional.empty());

  private final StreamPaths paths = new StreamPaths(List.of(ONE, OTHER));

  @ParameterizedTest
  @CsvSource({
    "/tus, true",
    "/tus?a=b, true",
    "/tus/f, true",
    "/tus/f?a, true",
    "/other/upload, true",
    "/up, true",
    "/tust, false",
    "/a/tus, false",
    "/other, false",
    "/, false"
  })
  void areThoseOfAllAdapters(String target, boolean contained) {
    assertThat(paths.contain(target)).isEqualTo(contained);
  }

  @Test
  void onePathAtMostTakesWhatCanBeResumed() {
    assertThat(paths.resumable()).contains("/up");
    assertThat(new StreamPaths(List.of(OTHER)).resumable()).isEmpty();
    assertThatThrownBy(() -> new StreamPaths(List.of(ONE, ONE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/up");
  }
}
