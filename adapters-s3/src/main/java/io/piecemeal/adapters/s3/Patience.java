package io.piecemeal.adapters.s3;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How long a call may take. Callers that wait for others' calls before their own are answered in
 * time, too: after a call that got no answer, the next ones have less, until one is answered or
 * some time has passed.
 */
final class Patience {

  private static final Duration LONG = Duration.ofSeconds(12);
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private final Duration most;
  private final LongSupplier nanos;
  private final AtomicLong silentUntil;

  Patience() {
    this(LONG, System::nanoTime);
  }

  Patience(Duration most, LongSupplier nanos) {
    this.most = most;
    this.nanos = nanos;
    this.silentUntil = new AtomicLong(nanos.getAsLong());
  }

  /** When a call that begins now is given up. */
  Deadline deadline() {
    return deadline(most);
  }

  /** The same for a call that is given up earlier. */
  Deadline deadline(Duration limit) {
    long now = nanos.getAsLong();
    boolean silent = silentUntil.get() - now > 0;
    Duration time = silent ? shorter(SHORT, limit) : shorter(most, limit);
    return new Deadline(now + time.toNanos(), nanos);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  void noteAnswer() {
    silentUntil.set(nanos.getAsLong());
  }

  /** What is given up after a short time says nothing new: a store may be slow, and not silent. */
  void noteSilence() {
    long now = nanos.getAsLong();
    silentUntil.updateAndGet(until -> until - now > 0 ? until : now + SILENCE.toNanos());
  }

  /** A moment by the clock of {@code nanos}. */
  record Deadline(long end, LongSupplier nanos) {

    /** At least a millisecond, as a timeout of none would be none. */
    Duration remaining() {
      return Duration.ofNanos(Math.max(end - nanos.getAsLong(), 1_000_000));
    }

    boolean isOver() {
      return end - nanos.getAsLong() <= 0;
    }
  }
}
