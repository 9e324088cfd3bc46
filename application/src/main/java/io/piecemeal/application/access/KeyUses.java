package io.piecemeal.application.access;

import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.domain.access.KeyId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Writes down when keys were used, each at most once a minute, and never on the way of a request.
 * Keeps something of every valid key that was presented. Safe for use by several threads.
 */
public final class KeyUses {
  private static final Duration ONE_IN = Duration.ofMinutes(1);

  private final ApiKeys keys;
  private final Executor aside;
  private final Map<KeyId, Instant> noted = new ConcurrentHashMap<>();

  /**
   * @param aside runs what may wait and may fail; it deals with that
   */
  public KeyUses(ApiKeys keys, Executor aside) {
    this.keys = keys;
    this.aside = aside;
  }

  void note(KeyId id, Instant now) {
    Instant last = noted.get(id);
    if (last != null && now.isBefore(last.plus(ONE_IN))) {
      return;
    }
    boolean first =
        last == null ? noted.putIfAbsent(id, now) == null : noted.replace(id, last, now);
    if (first) {
      aside.execute(() -> keys.used(id, now));
    }
  }
}
