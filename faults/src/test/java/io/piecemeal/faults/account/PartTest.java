package io.piecemeal.faults.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartTest {

  @Test
  void bytesFollowFromSeedFileAndNumberAndDifferOtherwise() {
    byte[] bytes = new Part(1, 2, 3, 1001).bytes();

    assertThat(new Part(1, 2, 3, 1001).bytes()).isEqualTo(bytes);
    assertThat(new Part(2, 2, 3, 1001).bytes()).isNotEqualTo(bytes);
    assertThat(new Part(1, 3, 3, 1001).bytes()).isNotEqualTo(bytes);
    assertThat(new Part(1, 2, 4, 1001).bytes()).isNotEqualTo(bytes);
  }

  @Test
  void noPartOfAChunkRepeatsAnother() {
    byte[] bytes = new Part(1, 2, 3, 1 << 16).bytes();

    long different =
        IntStream.range(0, bytes.length / 8)
            .mapToObj(word -> Arrays.toString(Arrays.copyOfRange(bytes, 8 * word, 8 * word + 8)))
            .distinct()
            .count();
    assertThat(different).isEqualTo(bytes.length / 8);
  }
}
