package io.piecemeal.http.server.netty;

/** Whether a socket is read, and whether a read was asked for while it was not. */
final class PausableReads {

  private State state = State.ON;

  private enum State {
    ON,
    PAUSED,
    ASKED_FOR
  }

  void pause() {
    if (state == State.ON) {
      state = State.PAUSED;
    }
  }

  /** Says whether a read is due that was asked for meanwhile. */
  boolean resume() {
    boolean due = state == State.ASKED_FOR;
    state = State.ON;
    return due;
  }

  boolean isPaused() {
    return state != State.ON;
  }

  /** Asks for a read; says whether it may be done now. */
  boolean ask() {
    if (isPaused()) {
      state = State.ASKED_FOR;
      return false;
    }
    return true;
  }
}
