package io.piecemeal.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A call on a thread of its own, which ends when the future is cancelled. */
final class Task<T> extends CompletableFuture<T> {

  private final Thread thread;

  private Task(Supplier<T> call) {
    thread = Thread.ofVirtual().name("piecemeal-client").unstarted(() -> run(call));
  }

  static <T> CompletableFuture<T> start(Supplier<T> call) {
    Task<T> task = new Task<>(call);
    task.thread.start();
    return task;
  }

  private void run(Supplier<T> call) {
    try {
      complete(call.get());
    } catch (RuntimeException | Error e) {
      completeExceptionally(e);
    }
  }

  @Override
  public boolean cancel(boolean mayInterrupt) {
    boolean cancelled = super.cancel(mayInterrupt);
    thread.interrupt();
    return cancelled;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
