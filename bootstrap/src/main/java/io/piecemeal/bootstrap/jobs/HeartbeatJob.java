package io.piecemeal.bootstrap.jobs;

import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.in.WatchHighWater.Marks;
import io.piecemeal.application.port.in.WatchHighWater.Standing;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.http.server.problem.StorageFailureLog;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Advances the high-water marks while something is committed, and tells when they disagree. */
@Singleton
@Requires(property = "piecemeal.heartbeat-interval")
class HeartbeatJob {

  private static final Logger LOG = LoggerFactory.getLogger(HeartbeatJob.class);

  private final WatchHighWater highWater;
  private final BackgroundWork work;
  private Standing last = Standing.AGREED;
  private Outage outage = Outage.NONE;

  /** Beats are many; one line for an outage is enough. */
  private enum Outage {
    NONE,
    REPORTED
  }

  HeartbeatJob(WatchHighWater highWater, BackgroundWork work) {
    this.highWater = highWater;
    this.work = work;
  }

  @Scheduled(fixedDelay = "${piecemeal.heartbeat-interval}", initialDelay = "1s")
  @ExecuteOn(TaskExecutors.BLOCKING)
  synchronized void run() {
    work.run(this::beat);
  }

  private void beat() {
    try {
      Marks marks = highWater.beat();
      if (marks.standing() != last) {
        LOG.warn("collection is {}", GcMessages.of(marks));
      }
      last = marks.standing();
      outage = Outage.NONE;
    } catch (StorageFailure e) {
      // What a beat finds missing while the service stops is no news.
      if (!work.isStopping() && outage == Outage.NONE) {
        StorageFailureLog.add("the high-water marks were not advanced; each beat tries again", e);
      }
      outage = Outage.REPORTED;
    }
  }
}
