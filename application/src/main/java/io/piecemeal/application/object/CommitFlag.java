package io.piecemeal.application.object;

import java.util.concurrent.atomic.AtomicBoolean;

/** Remembers whether this process committed anything. Safe for use by several threads. */
public final class CommitFlag {

  /** What the process before this one committed last may not be marked yet. */
  private final AtomicBoolean committed = new AtomicBoolean(true);

  /** Something was committed, or may have been. */
  public void note() {
    committed.set(true);
  }

  /** Whether something was committed since the last call. */
  public boolean take() {
    return committed.getAndSet(false);
  }
}
