package io.piecemeal.http.server.metrics;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The text of the metrics, made once for all who ask at the same time. Everybody may ask for it,
 * and it costs the processor milliseconds: hundreds of connections that do so must leave the
 * processors to the callers with a key.
 */
final class SharedScrape {

  /** After a scrape there is a rest of so many times its duration: a tenth of one processor. */
  private static final int RESTS = 9;

  private final Supplier<String> scrape;
  private final LongSupplier nanos;
  private byte[] text = {};
  private boolean made;
  private long begun;
  private long ended;

  /**
   * @param nanos a clock as {@link System#nanoTime()}
   */
  SharedScrape(Supplier<String> scrape, LongSupplier nanos) {
    this.scrape = scrape;
    this.nanos = nanos;
  }

  /** A text, in UTF-8, whose making began after this call. */
  byte[] text() {
    long asked = nanos.getAsLong();
    synchronized (this) {
      if (!made || begun - asked < 0) {
        make();
      }
      return text;
    }
  }

  private void make() {
    if (made) {
      rest(ended + RESTS * (ended - begun));
    }
    begun = nanos.getAsLong();
    text = scrape.get().getBytes(StandardCharsets.UTF_8);
    ended = nanos.getAsLong();
    made = true;
  }

  /** Parked threads may wake before their time; an interrupted one is wanted back. */
  private void rest(long end) {
    for (long left = end - nanos.getAsLong();
        left > 0 && !Thread.currentThread().isInterrupted();
        left = end - nanos.getAsLong()) {
      LockSupport.parkNanos(left);
    }
  }
}
