package io.piecemeal.http.server.direct;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether half of the memory for buffers of connections is in use. Looks once in a millisecond: to
 * look takes locks, and who asks asks before each read. Safe for use by several threads.
 */
final class BufferMemory implements BooleanSupplier {

  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(1);

  private final LongSupplier used;
  private final long half;
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
    this.half = most / 2;
    this.clock = clock;
    this.lookedAt = clock.getAsLong() - BETWEEN_LOOKS;
  }

  @Override
  public boolean getAsBoolean() {
    long now = clock.getAsLong();
    if (now - lookedAt >= BETWEEN_LOOKS) {
      lookedAt = now;
      scarce = used.getAsLong() > half;
    }
    return scarce;
  }
}
