package io.piecemeal.adapters.s3;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Gives each pack of this process a name that no other has. Safe for use by several threads. */
final class PackNames {

  private final InstantSource clock;
  private final RandomGenerator random;
  private long seconds;
  private long writer;
  private int next = PackName.PACKS;

  PackNames(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  synchronized PackName next(int count) {
    if (next == PackName.PACKS) {
      seconds = clock.instant().getEpochSecond() & PackName.MAX_SECONDS;
      writer = random.nextLong() & PackName.MAX_RANDOM;
      next = 0;
    }
    return new PackName(seconds, writer, next++, count);
  }
}
