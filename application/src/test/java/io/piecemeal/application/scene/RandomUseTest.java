package io.piecemeal.application.scene;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any sequence of calls leaves a file with the content that a plain array of bytes would have. */
final class RandomUseTest {

  private static final int STEPS = 1000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aFileIsAlwaysWhatWasAcknowledged(long seed) {
    use(new RandomUser(seed, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7, 8, 9})
  void alsoWhereFilesAreRememberedBetweenAppends(long seed) {
    use(new RandomUser(seed, Optional.of(10L)));
  }

  private static void use(RandomUser user) {
    for (int step = 0; step < STEPS; step++) {
      user.doSomething();
      user.assertFileIsAsExpected();
    }
    user.assertAllWasTried();
  }
}
