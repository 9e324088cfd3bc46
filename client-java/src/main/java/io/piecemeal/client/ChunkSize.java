package io.piecemeal.client;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How large the next chunk is: as the service advises, less where something refuses that, and less
 * for a while where connections break.
 */
final class ChunkSize {

  private static final int LEAST = 512;

  /** What breaks at a size mostly does so again; it is not tried each time. */
  private static final int PASSES = 16;

  private static final int LEAST_AFTER_BREAKS = 64 * 1024;

  /** Shared by all uploads of a client: what a proxy refuses once, it refuses again. */
  private final AtomicInteger ceiling;

  private final int wanted;
  private int now;
  private int passes;

  ChunkSize(long wanted, AtomicInteger ceiling) {
    this.wanted = Math.toIntExact(Math.min(wanted, 1 << 29));
    this.ceiling = ceiling;
    this.now = this.wanted;
  }

  int now() {
    return Math.min(now, Math.min(wanted, ceiling.get()));
  }

  /**
   * A chunk was refused for its size.
   *
   * @param limit if the refusal named one
   * @return whether a smaller one may pass
   */
  boolean refused(int size, Optional<Long> limit) {
    long smaller = limit.filter(most -> most < size).orElse(size / 2L);
    if (smaller < Math.min(LEAST, size)) {
      return false;
    }
    ceiling.accumulateAndGet((int) smaller, Math::min);
    return true;
  }

  /** A chunk broke off on its way, not for the first time. */
  void broke(int size) {
    passes = 0;
    now = Math.max(Math.min(now, LEAST_AFTER_BREAKS), size / 2);
  }

  /** A chunk passed: after some, the next may be larger. */
  void passed() {
    passes++;
    if (passes % PASSES == 0) {
      now = (int) Math.min(wanted, now * 2L);
    }
  }
}
