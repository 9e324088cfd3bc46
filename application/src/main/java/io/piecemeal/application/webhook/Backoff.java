package io.piecemeal.application.webhook;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long to wait after a failure: a second, then twice as long each time, up to ten minutes; of
 * that between the half and all, so that receivers which failed together are not asked together.
 */
public final class Backoff {

  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofMinutes(10);

  /** What a receiver may ask for. */
  static final Duration LONGEST_ASKED = Duration.ofHours(1);

  private static final int DOUBLINGS = 20;

  private final DoubleSupplier random;

  /**
   * @param random numbers from 0 to 1
   */
  public Backoff(DoubleSupplier random) {
    this.random = random;
  }

  /**
   * @param failures one after the other, from 1 on
   * @param asked the least that the receiver wants
   */
  Duration after(int failures, Optional<Duration> asked) {
    Duration grown = shorter(FIRST.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS)), LONGEST);
    Duration own = Duration.ofNanos((long) (grown.toNanos() * (1 + random.getAsDouble()) / 2));
    Duration least = shorter(asked.orElse(Duration.ZERO), LONGEST_ASKED);
    return own.compareTo(least) < 0 ? least : own;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
