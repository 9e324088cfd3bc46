package io.piecemeal.domain.access;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Lets one line of each kind into a log in a while, and counts those that are left out, so that a
 * caller who can cause lines cannot fill a disk with them. Where there are too many kinds, the
 * others count as one. Stands here since a log is as scarce as what owners share, and use cases and
 * adapters both write lines that callers cause. Safe for use by several threads.
 */
public final class RareLines {

  private static final Object OTHERS = new Object();

  private final long everyNanos;
  private final int kinds;
  private final Map<Object, Heard> heard = new HashMap<>();

  /** When a line of a kind was let in, and how many were left out since. */
  private record Heard(long atNanos, long leftOut) {}

  /**
   * @param every the least time between two lines of a kind
   * @param kinds how many are told apart at a time
   */
  public RareLines(Duration every, int kinds) {
    this.everyNanos = every.toNanos();
    this.kinds = kinds;
  }

  /**
   * Decides about a line.
   *
   * @param kind compared with {@code equals}
   * @param nowNanos of a clock that only goes forward
   * @return empty if the line is to be left out; else how many of its kind were, before it
   */
  public synchronized OptionalLong admit(Object kind, long nowNanos) {
    Object key = heard.containsKey(kind) || hasRoom(nowNanos) ? kind : OTHERS;
    Heard last = heard.get(key);
    if (last != null && nowNanos - last.atNanos() < everyNanos) {
      heard.put(key, new Heard(last.atNanos(), last.leftOut() + 1));
      return OptionalLong.empty();
    }
    heard.put(key, new Heard(nowNanos, 0));
    return OptionalLong.of(last == null ? 0 : last.leftOut());
  }

  /** Forgets kinds that have nothing left to tell. */
  private boolean hasRoom(long nowNanos) {
    heard.values().removeIf(last -> last.leftOut() == 0 && nowNanos - last.atNanos() >= everyNanos);
    return heard.size() < kinds;
  }
}
