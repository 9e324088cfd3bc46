package io.piecemeal.bootstrap.wiring;

import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.scheduling.ScheduledExecutorTaskScheduler;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * Has nothing that is due again and again begin before the service has started. The framework has
 * it begin in the middle of the start, where the first task of all makes what the start is about to
 * make, or fails as the start is about to fail. In a command it never begins.
 */
@Singleton
@Primary
@Named(TaskExecutors.SCHEDULED)
@Replaces(ScheduledExecutorTaskScheduler.class)
final class Schedule extends ScheduledExecutorTaskScheduler {

  private final CountDownLatch decided = new CountDownLatch(1);
  private volatile boolean hasBegun;

  Schedule(@Named(TaskExecutors.SCHEDULED) ExecutorService executor) {
    super(executor);
  }

  /** The service has started. */
  void begin() {
    hasBegun = true;
    decided.countDown();
  }

  /** It ends, perhaps before it has started. */
  @PreDestroy
  void end() {
    decided.countDown();
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      @Nullable Duration initialDelay, Duration delay, Runnable task) {
    return super.scheduleWithFixedDelay(initialDelay, delay, () -> inItsTime(task));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      @Nullable Duration initialDelay, Duration period, Runnable task) {
    return super.scheduleAtFixedRate(initialDelay, period, () -> inItsTime(task));
  }

  private void inItsTime(Runnable task) {
    try {
      decided.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (hasBegun) {
      task.run();
    }
  }
}
