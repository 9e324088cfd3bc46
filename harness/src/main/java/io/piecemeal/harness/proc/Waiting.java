package io.piecemeal.harness.proc;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what nobody announces, such as a port of a foreign program that starts to listen. */
public final class Waiting {

  private static final long PAUSE = Duration.ofMillis(2).toNanos();

  private Waiting() {}

  /** Whether something is so already. */
  @FunctionalInterface
  public interface Condition {
    /** Looks once. */
    boolean holds() throws IOException;
  }

  /**
   * Looks again and again until a condition holds.
   *
   * @throws IOException if it does not within the limit, which names what was waited for
   */
  public static void until(String what, Duration limit, Condition condition) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IOException("%s: not within %d s".formatted(what, limit.toSeconds()));
      }
      LockSupport.parkNanos(PAUSE);
    }
  }
}
