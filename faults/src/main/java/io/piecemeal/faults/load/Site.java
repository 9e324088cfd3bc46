package io.piecemeal.faults.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the service is, and whether it is meant to be up. Clients that are cut off wait here until
 * it is back.
 */
public final class Site {

  private static final long BACK_OFF = Duration.ofMillis(15).toNanos();

  private int port;
  private int visits;
  private State state = State.DOWN;

  private enum State {
    UP,
    DOWN,
    /** It will not come back. */
    LOST
  }

  /** It is up, perhaps somewhere else than before; clients look after their files. */
  public synchronized void up(int where) {
    port = where;
    visits++;
    state = State.UP;
    notifyAll();
  }

  /** It is about to be cut off. */
  public synchronized void down() {
    state = State.DOWN;
  }

  /** It could not be brought back: nobody has to wait any longer. */
  public synchronized void lost() {
    state = State.LOST;
    notifyAll();
  }

  /** How often it came up; a change means that a fault was survived. */
  public synchronized int visits() {
    return visits;
  }

  /**
   * Waits until it is up.
   *
   * @return its port
   * @throws IllegalStateException if it will not be
   */
  public synchronized int awaitUp() throws InterruptedException {
    while (state == State.DOWN) {
      wait();
    }
    if (state == State.LOST) {
      throw new IllegalStateException("the service did not come back");
    }
    return port;
  }

  /** Lets a service breathe that is up, but said that it cannot do something now. */
  public static void backOff() {
    LockSupport.parkNanos(BACK_OFF);
  }
}
