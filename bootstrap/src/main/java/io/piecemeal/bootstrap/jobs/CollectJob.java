package io.piecemeal.bootstrap.jobs;

import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import io.piecemeal.application.port.in.CollectOrphans;
import io.piecemeal.application.port.in.CollectOrphans.Collected;
import io.piecemeal.application.port.out.JobLeases.Job;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.http.server.problem.StorageFailureLog;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes through the store for orphans now and then, on one node at a time. */
@Singleton
@Requires(property = "piecemeal.collect-interval")
class CollectJob {

  private static final Logger LOG = LoggerFactory.getLogger(CollectJob.class);

  private final CollectOrphans collect;
  private final JobTurns turns;
  private final Duration interval;
  private final BackgroundWork work;

  CollectJob(CollectOrphans collect, JobTurns turns, Settings settings, BackgroundWork work) {
    this.collect = collect;
    this.turns = turns;
    this.interval = settings.upkeep().collectInterval();
    this.work = work;
  }

  @Scheduled(
      fixedDelay = "${piecemeal.collect-interval}",
      initialDelay = "${piecemeal.collect-interval}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  void run() {
    work.run(this::collect);
  }

  private void collect() {
    try {
      turns.run(
          Job.COLLECT,
          interval,
          () -> collect.collect().ifPresentOrElse(CollectJob::report, CollectJob::reportHeld));
    } catch (StorageFailure e) {
      if (!work.isStopping()) {
        StorageFailureLog.add("collecting stopped early; the next round starts again", e);
      }
    }
  }

  private static void report(Collected collected) {
    if (collected.removed().objects() > 0) {
      LOG.info("collected orphans: {}", collected);
    }
  }

  private static void reportHeld() {
    LOG.warn("nothing was collected, since collection is held; see piecemeal gc status");
  }
}
