package io.piecemeal.bootstrap;

import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.in.WatchHighWater.Marks;
import io.piecemeal.application.port.in.WatchHighWater.Standing;
import io.piecemeal.domain.StorageFailure;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Advances the high-water marks while something is committed, and tells when they disagree. */
@Singleton
@Requires(property = "piecemeal.heartbeat-interval")
class HeartbeatJob {

  private static final Logger LOG = LoggerFactory.getLogger(HeartbeatJob.class);

  private final WatchHighWater highWater;
  private Standing last = Standing.AGREED;
  private Outage outage = Outage.NONE;
  private volatile boolean stopped;

  /** Beats are many; one line for an outage is enough. */
  private enum Outage {
    NONE,
    REPORTED
  }

  HeartbeatJob(WatchHighWater highWater) {
    this.highWater = highWater;
  }

  /** What a beat under way finds missing now is no news. */
  @PreDestroy
  void stop() {
    stopped = true;
  }

  @Scheduled(fixedDelay = "${piecemeal.heartbeat-interval}", initialDelay = "1s")
  @ExecuteOn(TaskExecutors.BLOCKING)
  synchronized void run() {
    try {
      Marks marks = highWater.beat();
      if (marks.standing() != last) {
        LOG.warn("{}, collection is {}", marks, GcMessages.of(marks));
      }
      last = marks.standing();
      outage = Outage.NONE;
    } catch (StorageFailure e) {
      if (!stopped && outage == Outage.NONE) {
        LOG.warn("the high-water marks were not advanced; each beat tries again", e);
      }
      outage = Outage.REPORTED;
    }
  }
}
