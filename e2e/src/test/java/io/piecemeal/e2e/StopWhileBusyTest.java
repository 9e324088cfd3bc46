package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import io.piecemeal.bootstrap.jobs.BackgroundWork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work in the background does not hold up a stop, even if it never looks whether one is wanted. */
final class StopWhileBusyTest {

  /** A request may take twice as long to drain, and so did a job. */
  private static final Duration LIMIT = Duration.ofSeconds(15);

  @TempDir private Path data;

  @Test
  void aJobThatTakesForEverDoesNotHoldUpAStop() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch disk = new CountDownLatch(1);
    long start;
    Future<?> job;
    try (InProcessService service =
        InProcessService.start(List.of("--port=0", "--data-dir=" + data), Map.of())) {
      BackgroundWork work = service.bean(BackgroundWork.class);
      Runnable stuck =
          () -> {
            begun.countDown();
            await(disk);
          };
      job =
          service
              .bean(TaskScheduler.class, Qualifiers.byName(TaskExecutors.SCHEDULED))
              .schedule(Duration.ZERO, () -> work.run(stuck));
      begun.await();
      start = System.nanoTime();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
    disk.countDown();
    assertThat(job).succeedsWithin(LIMIT);
  }

  /** As a thread that is stuck in the kernel, which notices no interrupt. */
  private static void await(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
