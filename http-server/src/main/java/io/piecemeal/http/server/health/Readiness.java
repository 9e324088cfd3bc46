package io.piecemeal.http.server.health;

import jakarta.inject.Singleton;

/** Whether this process wants new requests; red from the moment on when it is asked to stop. */
@Singleton
public final class Readiness {

  private volatile State state = State.SERVING;

  /** Turns readiness red, so that a load balancer sends its requests elsewhere. */
  public void startStopping() {
    state = State.STOPPING;
  }

  State state() {
    return state;
  }

  /** What the process is about. */
  enum State {
    SERVING,
    STOPPING
  }
}
