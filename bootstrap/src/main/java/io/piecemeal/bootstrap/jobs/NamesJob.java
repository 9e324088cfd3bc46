package io.piecemeal.bootstrap.jobs;

import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import io.piecemeal.application.object.LeasedNames;
import io.piecemeal.application.port.in.CollectOrphans.Collected;
import io.piecemeal.application.port.in.TendNames;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.http.server.problem.StorageFailureLog;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the names of objects in a bucket: those of this node, and those of nodes that ended.
 */
@Singleton
@Requires(property = "piecemeal.names-interval")
class NamesJob {

  private static final Logger LOG = LoggerFactory.getLogger(NamesJob.class);

  private final TendNames tend;
  private final LeasedNames names;
  private final BackgroundWork work;

  /** Beats are many; one line for an outage is enough. */
  private final AtomicBoolean isReported = new AtomicBoolean();

  NamesJob(TendNames tend, LeasedNames names, BackgroundWork work) {
    this.tend = tend;
    this.names = names;
    this.work = work;
  }

  @Scheduled(
      fixedDelay = "${piecemeal.names-interval}",
      initialDelay = "${piecemeal.names-interval}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  void beat() {
    work.run(
        () -> {
          try {
            tend.beat();
            isReported.set(false);
          } catch (StorageFailure e) {
            if (!work.isStopping() && !isReported.getAndSet(true)) {
              StorageFailureLog.add(
                  "the leases of names were not renewed; each beat tries again", e);
            }
          }
        });
  }

  @Scheduled(fixedDelay = "30s", initialDelay = "5s")
  @ExecuteOn(TaskExecutors.BLOCKING)
  void collect() {
    work.run(
        () -> {
          try {
            tend.collect().ifPresentOrElse(NamesJob::report, NamesJob::reportHeld);
          } catch (StorageFailure e) {
            if (!work.isStopping()) {
              StorageFailureLog.add(
                  "what ended processes left was not removed; the next round tries again", e);
            }
          }
        });
  }

  private static void report(Collected collected) {
    if (collected.removed().objects() > 0) {
      LOG.info("removed what ended processes left: {}", collected);
    }
  }

  private static void reportHeld() {
    LOG.warn("nothing was removed, since collection is held; see piecemeal gc status");
  }

  /** What was not used needs no look. */
  @PreDestroy
  void giveBack() {
    try {
      names.close();
    } catch (StorageFailure e) {
      StorageFailureLog.add(
          "names that were not used were not given back; others look under them", e);
    }
  }
}
