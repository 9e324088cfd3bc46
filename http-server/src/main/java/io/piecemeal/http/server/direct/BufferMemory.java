package io.piecemeal.http.server.direct;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether connections have an eighth of the memory for direct buffers in use. The rest is for the
 * blocks that chunks are gathered in and for downloads: where there is none left, each allocation
 * waits for a collection, on an event loop. Looks once in a millisecond: to look takes locks, and
 * who asks asks before each read. Safe for use by several threads.
 */
final class BufferMemory implements BooleanSupplier {

  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(1);

  private final LongSupplier used;
  private final long bound;
  private final LongSupplier clock;
  private volatile long lookedAt;
  private volatile boolean scarce;

  /**
   * @param used bytes in use now
   * @param most bytes that there are
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  BufferMemory(LongSupplier used, long most, LongSupplier clock) {
    this.used = used;
    this.bound = most / 8;
    this.clock = clock;
    this.lookedAt = clock.getAsLong() - BETWEEN_LOOKS;
  }

  @Override
  public boolean getAsBoolean() {
    long now = clock.getAsLong();
    if (now - lookedAt >= BETWEEN_LOOKS) {
      lookedAt = now;
      scarce = used.getAsLong() > bound;
    }
    return scarce;
  }
}
