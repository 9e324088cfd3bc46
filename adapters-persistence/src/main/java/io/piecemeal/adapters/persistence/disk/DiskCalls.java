package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.storage.StorageFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes calls to the disk on threads of its own and gives up waiting for one after a time: a thread
 * that is stuck in the kernel cannot be interrupted, but its caller can be answered. There are only
 * so many such threads. They are platform threads, since a virtual one in a blocking call keeps its
 * carrier from all others.
 */
final class DiskCalls {

  /** How long a call may take: a disk with much to do takes seconds. */
  static final Duration PATIENCE = Duration.ofSeconds(12);

  /**
   * How long one may take if another took too long and none has returned since: a request that
   * waited once does not wait so long again to tidy up.
   */
  private static final Duration SHORT_PATIENCE = Duration.ofSeconds(1);

  private final Duration patience;
  private final Semaphore free;

  /** All carriers but one may be in a direct call, so that other virtual threads always run. */
  private final Semaphore direct = new Semaphore(Runtime.getRuntime().availableProcessors() - 1);

  private volatile boolean silent;

  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("disk-", 0).factory());

  /**
   * @param most calls at once; more wait
   */
  DiskCalls(int most) {
    this(most, PATIENCE);
  }

  DiskCalls(int most, Duration patience) {
    this.free = new Semaphore(most);
    this.patience = patience;
  }

  /** Makes a call that answers nothing; see {@link #make(Supplier, Consumer)}. */
  void run(Runnable call) {
    Object _ =
        make(
            () -> {
              call.run();
              return call;
            });
  }

  /** Makes a call whose result needs no closing; see {@link #make(Supplier, Consumer)}. */
  <T> T make(Supplier<T> call) {
    return make(call, _ -> {});
  }

  /**
   * Makes a call and waits for its result; an interrupt waits until the end. What it throws is
   * thrown here.
   *
   * @param late is told when a call ends that nobody waits for any more, with its result if it has
   *     one
   * @throws StorageFailure.Unavailable if no thread is free for the call, or if it takes too long;
   *     it is {@linkplain #isUnderWayAfter under way} then, and nothing that it uses may be used
   *     for something else
   */
  <T> T make(Supplier<T> call, Consumer<Optional<T>> late) {
    long deadline = System.nanoTime() + patience().toNanos();
    if (!isFreeBy(deadline)) {
      throw new StorageFailure.Unavailable("all calls to the disk are under way");
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    threads.execute(() -> answer(answer, call, late));
    return result(answer, deadline);
  }

  private Duration patience() {
    return silent && SHORT_PATIENCE.compareTo(patience) < 0 ? SHORT_PATIENCE : patience;
  }

  private boolean isFreeBy(long deadline) {
    return uninterruptibly(
        () -> free.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
  }

  private <T> void answer(
      CompletableFuture<T> answer, Supplier<T> call, Consumer<Optional<T>> late) {
    Optional<T> result = Optional.empty();
    boolean awaited;
    try {
      T value = call.get();
      result = Optional.of(value);
      awaited = answer.complete(value);
    } catch (Throwable failure) {
      awaited = answer.completeExceptionally(failure);
    } finally {
      silent = false;
      free.release();
    }
    if (!awaited) {
      late.accept(result);
    }
  }

  private <T> T result(CompletableFuture<T> answer, long deadline) {
    boolean inTime = uninterruptibly(() -> isDoneBy(answer, deadline));
    if (!inTime) {
      silent = true;
      StorageFailure failure =
          new StorageFailure.Unavailable("the disk does not answer", new TimeoutException());
      if (answer.completeExceptionally(failure)) {
        throw failure;
      }
    }
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw unchecked(e);
    }
  }

  private static boolean isDoneBy(CompletableFuture<?> answer, long deadline)
      throws InterruptedException {
    try {
      Object _ = answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    }
  }

  private static RuntimeException unchecked(CompletionException failure) {
    return switch (failure.getCause()) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case null, default -> new IllegalStateException("a supplier throws nothing checked", failure);
    };
  }

  /** Whether a call that failed so has not returned. */
  static boolean isUnderWayAfter(StorageFailure failure) {
    return failure.getCause() instanceof TimeoutException;
  }

  /**
   * Lets the caller make a quick call itself, if few do at this moment. To be followed by {@link
   * #directCallEnds} if it may.
   */
  boolean directCallBegins() {
    return direct.tryAcquire();
  }

  void directCallEnds() {
    direct.release();
  }

  /** Something that may be interrupted. */
  private interface Waiting {
    boolean await() throws InterruptedException;
  }

  private static boolean uninterruptibly(Waiting waiting) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return waiting.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
