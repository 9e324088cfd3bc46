package io.piecemeal.adapters.http.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A budget of 16 MiB, shared by more and more downloads. */
final class BlockSizesTest {

  private static final long BUDGET = 16 << 20;

  @ParameterizedTest
  @CsvSource({
    "0,524288",
    "1,524288",
    "16,524288",
    "17,262144",
    "32,262144",
    "33,131072",
    "100,65536",
    "512,16384",
    "513,16384",
    "100000,16384"
  })
  void theMoreDownloadsTheSmallerTheirBlocks(int downloads, int size) {
    BlockSizes sizes = new BlockSizes(BUDGET);
    for (int i = 0; i < downloads; i++) {
      sizes.downloadBegins();
    }

    assertThat(sizes.next()).isEqualTo(size);
  }
}
