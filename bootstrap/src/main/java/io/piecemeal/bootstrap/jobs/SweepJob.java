package io.piecemeal.bootstrap.jobs;

import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import io.piecemeal.application.port.in.SweepFiles;
import io.piecemeal.application.port.in.SweepFiles.Swept;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.http.server.problem.StorageFailureLog;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps now and then, and on as long as there is something to sweep. Rests in between, so that
 * callers have most of the database and of the disk, however much there is.
 */
@Singleton
@Requires(property = "piecemeal.sweep-interval")
class SweepJob {

  private static final Logger LOG = LoggerFactory.getLogger(SweepJob.class);

  /** A rest takes so many times as long as the portion before it: a fifth of the time is work. */
  private static final int REST = 4;

  private final SweepFiles sweep;
  private final BackgroundWork work;
  private final Pause pause;

  @Inject
  SweepJob(SweepFiles sweep, BackgroundWork work) {
    this(sweep, work, work::rest);
  }

  SweepJob(SweepFiles sweep, BackgroundWork work, Pause pause) {
    this.sweep = sweep;
    this.work = work;
    this.pause = pause;
  }

  /** Lets time pass. */
  @FunctionalInterface
  interface Pause {
    void of(Duration time);
  }

  @Scheduled(
      fixedDelay = "${piecemeal.sweep-interval}",
      initialDelay = "${piecemeal.sweep-interval}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  void run() {
    work.run(this::sweepAll);
  }

  private void sweepAll() {
    try {
      boolean more = true;
      while (more) {
        more = sweepPortion();
      }
    } catch (StorageFailure e) {
      if (!work.isStopping()) {
        StorageFailureLog.add("sweeping stopped early; the next round goes on", e);
      }
    }
  }

  /** Says whether there may be more to do. */
  private boolean sweepPortion() {
    long start = System.nanoTime();
    Swept swept = sweep.sweep();
    LOG.debug("{}", swept);
    if (swept.didAnything()) {
      pause.of(Duration.ofNanos(System.nanoTime() - start).multipliedBy(REST));
    }
    return swept.didAnything();
  }
}
