package io.piecemeal.batching;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One caller's part of a batch. */
public final class Call<T, R> {

  private final T item;
  private final Thread caller = Thread.currentThread();
  private @Nullable R answer;
  private @Nullable Throwable failure;
  private boolean interrupted = Thread.interrupted();

  /** Written last, so that its reader sees what was written before. */
  private volatile Turn turn = Turn.WAITING;

  /** Where a caller stands. */
  enum Turn {
    WAITING,
    /** The caller is to run the step itself. */
    LEADING,
    ANSWERED
  }

  Call(T item) {
    this.item = item;
  }

  /** What the caller wants done. */
  public T item() {
    return item;
  }

  /** Lets the caller go on with this result. */
  public void answer(R result) {
    requireOpen();
    answer = result;
    end();
  }

  /** Lets the caller go on with this failure: a {@link RuntimeException} or an {@link Error}. */
  public void fail(Throwable reason) {
    requireOpen();
    failure = reason;
    end();
  }

  boolean isAnswered() {
    return turn == Turn.ANSWERED;
  }

  void failIfOpen(Throwable reason) {
    if (!isAnswered()) {
      fail(reason);
    }
  }

  private void requireOpen() {
    if (isAnswered()) {
      throw new IllegalStateException("this call was answered before");
    }
  }

  private void end() {
    turn = Turn.ANSWERED;
    if (!caller.equals(Thread.currentThread())) {
      LockSupport.unpark(caller);
    }
  }

  void takeTurn() {
    turn = Turn.LEADING;
    LockSupport.unpark(caller);
  }

  /** Waits. Clears interrupts, and tells by {@link #wasInterrupted()} that there were some. */
  Turn awaitTurn() {
    while (turn == Turn.WAITING) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    return turn;
  }

  boolean wasInterrupted() {
    return interrupted;
  }

  R result() {
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException("a step throws nothing checked", failure);
    }
    R result = answer;
    if (result == null) {
      throw new IllegalStateException("not answered yet");
    }
    return result;
  }
}
