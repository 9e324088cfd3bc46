package io.piecemeal.application.upkeep;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Probes something for all who ask at the same time, at most once a second, and never while an
 * earlier probe has not returned: neither many callers nor something that hangs can make it cost
 * more than one thread.
 */
final class SharedProbe<T> {

  /** How long a result is given out. */
  static final Duration VALIDITY = Duration.ofSeconds(1);

  private final Supplier<T> probe;
  private final Executor executor;
  private final LongSupplier nanos;
  private @Nullable Run<T> last;

  /** One probe, and when it began. */
  private record Run<T>(CompletableFuture<T> result, long start) {}

  /**
   * @param executor runs a probe on another thread, which may hang for ever
   * @param nanos a clock as {@link System#nanoTime()}
   */
  SharedProbe(Supplier<T> probe, Executor executor, LongSupplier nanos) {
    this.probe = probe;
    this.executor = executor;
    this.nanos = nanos;
  }

  /**
   * The result of a probe that began less than {@link #VALIDITY} ago, or that has not returned yet.
   *
   * @param patience how long a probe may take, from its own beginning
   * @return empty if it takes longer
   */
  Optional<T> result(Duration patience) {
    Run<T> run = run();
    long left = patience.toNanos() - (nanos.getAsLong() - run.start());
    try {
      return Optional.of(run.result().get(Math.max(left, 0), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw unchecked(e);
    }
  }

  private synchronized Run<T> run() {
    Run<T> current = last;
    long now = nanos.getAsLong();
    if (current == null
        || (current.result().isDone() && now - current.start() >= VALIDITY.toNanos())) {
      current = new Run<>(CompletableFuture.supplyAsync(probe, executor), now);
      last = current;
    }
    return current;
  }

  private static RuntimeException unchecked(ExecutionException failure) {
    return switch (failure.getCause()) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case null, default -> new IllegalStateException("a supplier throws nothing checked", failure);
    };
  }
}
