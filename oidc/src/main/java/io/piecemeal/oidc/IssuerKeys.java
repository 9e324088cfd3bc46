package io.piecemeal.oidc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jose4j.jwk.JsonWebKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an issuer, kept for a while. Keys that are known go on while the issuer cannot be
 * reached; a key that is not known is looked for at the issuer at most once in a while, whatever
 * tokens name. Safe for use by several threads.
 */
final class IssuerKeys {

  /** After that a key that the issuer withdrew is not taken any more, if the issuer is there. */
  static final Duration FRESH = Duration.ofMinutes(5);

  /** The least time between two looks: what a flood of unknown keys may cost the issuer. */
  static final Duration REST = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

  private final Source source;
  private final LongSupplier nanoTime;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Seen seen;

  /** Where the keys are. */
  @FunctionalInterface
  interface Source {
    /**
     * All keys, as they are now.
     *
     * @throws IssuerUnavailable if they cannot be had
     */
    List<JsonWebKey> fetch() throws IssuerUnavailable;
  }

  /**
   * @param failed whether the last look failed; the keys are those of the one before, then
   * @param lookedAt when it was
   * @param first whether there was none yet
   */
  private record Seen(List<JsonWebKey> keys, boolean failed, long lookedAt, boolean first) {}

  IssuerKeys(Source source, LongSupplier nanoTime) {
    this.source = source;
    this.nanoTime = nanoTime;
    this.seen = new Seen(List.of(), true, 0, true);
  }

  /** The keys that are known, without waiting for any. */
  List<JsonWebKey> known() {
    Seen now = seen;
    if (!now.first() && age(now) > FRESH.toNanos() && !looking.isLocked()) {
      Thread.ofVirtual().name("issuer-keys").start(() -> lookUnlessDone(now, FRESH));
    }
    return now.keys();
  }

  /**
   * The keys after a look at the issuer, since none of the known ones fits; without one, if the
   * last was just before.
   *
   * @throws IssuerUnavailable if the last look failed
   */
  List<JsonWebKey> renewed() throws IssuerUnavailable {
    lookUnlessDone(seen, REST);
    Seen now = seen;
    if (now.failed()) {
      throw new IssuerUnavailable("the keys of the issuer could not be read");
    }
    return now.keys();
  }

  private void lookUnlessDone(Seen before, Duration least) {
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

  private Seen look(Seen before) {
    try {
      List<JsonWebKey> keys = source.fetch();
      return new Seen(keys, false, nanoTime.getAsLong(), false);
    } catch (IssuerUnavailable e) {
      LOG.warn("{}; the keys that are known go on", e.getMessage());
      LOG.debug("why the keys could not be read", e);
      return new Seen(before.keys(), true, nanoTime.getAsLong(), false);
    }
  }

  private long age(Seen of) {
    return nanoTime.getAsLong() - of.lookedAt();
  }
}
