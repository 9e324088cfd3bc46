package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Closes a channel under a read that takes too long, at most {@link #STEP_NANOS} late. One thread
 * looks after all of them, so that a read costs two writes to a field and no timer.
 */
final class ReadDeadline implements AutoCloseable {

  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long NOT_READING = 0;

  private static final Set<ReadDeadline> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Thread.ofPlatform().daemon().name("embedded-postgres-timeouts").start(ReadDeadline::watch);
  }

  private final Channel channel;
  private volatile int timeoutMillis;
  private volatile long readingSince = NOT_READING;
  private volatile boolean expired;

  ReadDeadline(Channel channel) {
    this.channel = channel;
    OPEN.add(this);
  }

  /** In milliseconds; 0 for none. */
  void set(int millis) {
    timeoutMillis = millis;
  }

  int get() {
    return timeoutMillis;
  }

  void readBegins() {
    // Zero is taken, and a nanosecond more or less does not matter.
    readingSince = System.nanoTime() | 1;
  }

  void readEnds() {
    readingSince = NOT_READING;
  }

  /** Whether the channel was closed by this. */
  boolean isExpired() {
    return expired;
  }

  @Override
  public void close() {
    OPEN.remove(this);
  }

  private static void watch() {
    while (true) {
      LockSupport.parkNanos(STEP_NANOS);
      OPEN.forEach(ReadDeadline::check);
    }
  }

  private void check() {
    if (!channel.isOpen()) {
      close();
      return;
    }
    long since = readingSince;
    int timeout = timeoutMillis;
    if (since != NOT_READING
        && timeout > 0
        && System.nanoTime() - since > TimeUnit.MILLISECONDS.toNanos(timeout)) {
      expired = true;
      close();
      try {
        channel.close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
