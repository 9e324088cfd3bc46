package io.piecemeal.embedded.postgres;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits, bounded, for what nobody reports. An interrupt is kept for later. */
final class Waiting {

  private static final Duration STEP = Duration.ofMillis(5);

  private Waiting() {}

  /** Something that becomes true. */
  @FunctionalInterface
  interface Condition<X extends Exception> {
    boolean holds() throws X;
  }

  /** Returns whether the condition held within the time. */
  static <X extends Exception> boolean until(Condition<X> condition, Duration limit) throws X {
    boolean interrupted = false;
    long start = System.nanoTime();
    try {
      while (!condition.holds()) {
        if (System.nanoTime() - start > limit.toNanos()) {
          return false;
        }
        LockSupport.parkNanos(STEP.toNanos());
        interrupted |= Thread.interrupted();
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
