package io.piecemeal.oidc;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an issuer publishes, kept for a while. What is known goes on while the issuer cannot be
 * reached; what is missing is looked for at the issuer at most once in a while, whatever callers
 * ask. Safe for use by several threads.
 */
final class Published<T> {

  /** After that what the issuer withdrew does not hold any more, if the issuer is there. */
  static final Duration FRESH = Duration.ofMinutes(5);

  /** The least time between two looks: what a flood of questions may cost the issuer. */
  static final Duration REST = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Published.class);

  private final String what;
  private final Source<T> source;
  private final LongSupplier nanoTime;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Seen<T> seen;

  /** Where it is. */
  @FunctionalInterface
  interface Source<T> {
    /**
     * As it is now.
     *
     * @throws IssuerUnavailable if it cannot be had
     */
    T fetch() throws IssuerUnavailable;
  }

  /**
   * @param failed whether the last look failed; the value is that of the one before, then
   * @param lookedAt when it was
   * @param first whether there was none yet
   */
  private record Seen<T>(T value, boolean failed, long lookedAt, boolean first) {}

  /**
   * @param what it is, in the plural
   * @param nothing what is known before the first look
   */
  Published(String what, T nothing, Source<T> source, LongSupplier nanoTime) {
    this.what = what;
    this.source = source;
    this.nanoTime = nanoTime;
    this.seen = new Seen<>(nothing, true, 0, true);
  }

  /** What is known, without waiting for more. */
  T known() {
    Seen<T> now = seen;
    if (!now.first() && age(now) > FRESH.toNanos() && !looking.isLocked()) {
      Thread.ofVirtual().name("issuer").start(() -> lookUnlessDone(now, FRESH));
    }
    return now.value();
  }

  /**
   * The same after a look at the issuer, since what is known is not enough; without one, if the
   * last was just before.
   *
   * @throws IssuerUnavailable if the last look failed
   */
  T renewed() throws IssuerUnavailable {
    lookUnlessDone(seen, REST);
    Seen<T> now = seen;
    if (now.failed()) {
      throw new IssuerUnavailable("the %s of the issuer could not be read".formatted(what));
    }
    return now.value();
  }

  private void lookUnlessDone(Seen<T> before, Duration least) {
    looking.lock();
    try {
      // Another thread may have looked while this one waited.
      if (before.equals(seen) && (before.first() || age(before) > least.toNanos())) {
        seen = look(before);
      }
    } finally {
      looking.unlock();
    }
  }

  private Seen<T> look(Seen<T> before) {
    try {
      return new Seen<>(source.fetch(), false, nanoTime.getAsLong(), false);
    } catch (IssuerUnavailable e) {
      LOG.warn("{}; the {} that are known go on", e.getMessage(), what);
      LOG.debug("why the {} could not be read", what, e);
      return new Seen<>(before.value(), true, nanoTime.getAsLong(), false);
    }
  }

  private long age(Seen<T> of) {
    return nanoTime.getAsLong() - of.lookedAt();
  }
}
