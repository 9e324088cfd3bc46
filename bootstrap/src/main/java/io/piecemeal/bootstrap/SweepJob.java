package io.piecemeal.bootstrap;

import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import io.piecemeal.application.port.in.SweepFiles;
import io.piecemeal.application.port.in.SweepFiles.Swept;
import io.piecemeal.domain.StorageFailure;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps now and then, and on as long as there is something to sweep. */
@Singleton
@Requires(property = "piecemeal.sweep-interval")
class SweepJob {

  private static final Logger LOG = LoggerFactory.getLogger(SweepJob.class);

  private final SweepFiles sweep;

  SweepJob(SweepFiles sweep) {
    this.sweep = sweep;
  }

  @Scheduled(
      fixedDelay = "${piecemeal.sweep-interval}",
      initialDelay = "${piecemeal.sweep-interval}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  void run() {
    try {
      Swept swept;
      do {
        swept = sweep.sweep();
        LOG.debug("{}", swept);
      } while (swept.didAnything() && !Thread.currentThread().isInterrupted());
    } catch (StorageFailure e) {
      LOG.warn("sweeping stopped early; the next round goes on", e);
    }
  }
}
