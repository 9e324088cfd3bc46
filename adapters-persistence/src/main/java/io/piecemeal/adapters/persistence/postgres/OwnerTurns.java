package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.StorageFailure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the work of one owner from taking all connections: it has, or waits in the pool's line for,
 * at most half of them, and the rest of it waits here. There are only as many entries as there are
 * owners with a valid key.
 */
final class OwnerTurns {

  /** Half of the connections that the pool has. */
  private static final int TURNS = 5;

  /** Short beside the time that a silent database is given. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Map<Owner, Semaphore> turns = new ConcurrentHashMap<>();
  private final Duration patience;

  OwnerTurns() {
    this(PATIENCE);
  }

  OwnerTurns(Duration patience) {
    this.patience = patience;
  }

  /** A turn that is taken. */
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for a turn.
   *
   * @param what for messages, with the facts
   * @throws StorageFailure.Unavailable if the owner's other work takes all of its turns
   */
  Turn take(Owner owner, String what) {
    Semaphore own = turns.computeIfAbsent(owner, _ -> new Semaphore(TURNS, true));
    try {
      if (!own.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new StorageFailure.Unavailable(
            "could not %s: other work of this owner has its %d connections".formatted(what, TURNS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageFailure.Unavailable("interrupted before it could " + what, e);
    }
    return own::release;
  }
}
