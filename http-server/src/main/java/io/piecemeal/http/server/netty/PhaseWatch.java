package io.piecemeal.http.server.netty;

import io.piecemeal.http.server.netty.Connection.Phase;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The phase of a connection, since when it has it, and whether it is counted among those that cost
 * something. Changed by the connection's event loop; read, and left, by any thread.
 */
final class PhaseWatch {

  private final AtomicReference<@Nullable AtomicInteger> counter = new AtomicReference<>();
  private volatile Phase phase = Phase.NEW;
  private volatile long since = System.nanoTime();

  Phase phase() {
    return phase;
  }

  /** By {@link System#nanoTime}. */
  long since() {
    return since;
  }

  void enter(Phase next) {
    leave();
    since = System.nanoTime();
    phase = next;
  }

  /** The time of the phase before runs on. */
  void turnInto(Phase next) {
    leave();
    phase = next;
  }

  /** It is counted no longer. */
  void leave() {
    AtomicInteger counted = counter.getAndSet(null);
    if (counted != null) {
      counted.decrementAndGet();
    }
  }

  /**
   * Counts it, once for each phase. A connection that was closed, or chosen to be, by another
   * thread too, counts no more.
   */
  void count(Connection connection, Connections connections) {
    if (counter.get() == null && connections.has(connection)) {
      counter.set(connections.costlyPhaseBegins(connection));
      if (!connections.has(connection)) {
        leave();
      }
    }
  }
}
