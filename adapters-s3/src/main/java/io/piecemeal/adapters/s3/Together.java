package io.piecemeal.adapters.s3;

import io.piecemeal.domain.storage.StorageFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Does the same for many things, some at a time: a request mostly waits. */
record Together<T>(Consumer<T> action) {

  private static final int AT_ONCE = 16;

  /** Returns when all were tried, and throws what failed first. */
  void forEach(Collection<T> things) {
    if (things.size() == 1) {
      things.forEach(action);
      return;
    }
    Semaphore places = new Semaphore(AT_ONCE);
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (T thing : things) {
        places.acquireUninterruptibly();
        running.add(
            threads.submit(
                () -> {
                  try {
                    action.accept(thing);
                  } finally {
                    places.release();
                  }
                }));
      }
    }
    running.forEach(Together::requireSuccess);
  }

  private static void requireSuccess(Future<?> ended) {
    try {
      ended.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case StorageFailure failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageFailure.Unavailable("interrupted", e);
    }
  }
}
