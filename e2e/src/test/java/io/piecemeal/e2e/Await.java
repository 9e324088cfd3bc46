package io.piecemeal.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits, bounded, for what nobody reports. */
final class Await {

  private static final Duration STEP = Duration.ofMillis(10);

  private Await() {}

  /** Returns as soon as the condition holds; fails if it does not within the time. */
  static void until(String what, Duration limit, Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        throw new AssertionError("not within %s: %s".formatted(limit, what));
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }
}
