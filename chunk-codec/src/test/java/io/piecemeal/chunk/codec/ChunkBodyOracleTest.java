package io.piecemeal.chunk.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random bodies, the same ones in every run. */
class ChunkBodyOracleTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void smallBodiesComeOutAsTheOracleSays(long seed) {
    RandomBodies bodies = new RandomBodies(seed);
    Random lengths = new Random(seed);
    for (int count = 0; count < 5_000; count++) {
      Oracle.assertAgrees(bodies.next(lengths.nextInt(40)));
    }
  }

  /** Lengths around a piece of the decoder, around the text that may wait, and beyond both. */
  @ParameterizedTest
  @ValueSource(ints = {770, 12_285, 32_767, 49_149, 65_530, 104_000})
  void longBodiesComeOutAsTheOracleSays(int length) {
    RandomBodies bodies = new RandomBodies(length);
    Random lengths = new Random(length);
    for (int count = 0; count < 50; count++) {
      Oracle.assertAgrees(bodies.next(length + lengths.nextInt(8)));
    }
  }

  @Test
  void randomBodiesMeetEveryOutcome() {
    RandomBodies bodies = new RandomBodies(5);
    Map<String, Integer> outcomes = new TreeMap<>();
    for (int count = 0; count < 10_000; count++) {
      String line = Outcome.of(bodies.next(count % 40), Integer.MAX_VALUE);
      outcomes.merge(line.startsWith("<") ? "accepted" : line.split(" ", 2)[0], 1, Integer::sum);
    }
    assertThat(outcomes)
        .containsOnlyKeys(
            "accepted",
            "invalid-json",
            "missing-field",
            "unknown-field",
            "invalid-field",
            "invalid-data",
            "empty-chunk")
        .allSatisfy((outcome, count) -> assertThat(count).as(outcome).isGreaterThan(50));
  }
}
