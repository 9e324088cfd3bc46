package io.piecemeal.bootstrap.jobs;

import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import io.piecemeal.application.port.in.CompactFiles;
import io.piecemeal.application.port.in.CompactFiles.Step;
import io.piecemeal.domain.access.Reasons;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.http.server.problem.StorageFailureLog;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts now and then, one file after the other, as long as there are some. It rests between
 * them, so that it takes a quarter of the time of one core at most, whatever there is to do.
 */
@Singleton
@Requires(property = "piecemeal.compact-interval")
class CompactJob {

  private static final Logger LOG = LoggerFactory.getLogger(CompactJob.class);

  /** How much longer a rest is than the work before it. */
  private static final int REST = 3;

  private final CompactFiles compact;
  private final BackgroundWork work;

  CompactJob(CompactFiles compact, BackgroundWork work) {
    this.compact = compact;
    this.work = work;
  }

  @Scheduled(
      fixedDelay = "${piecemeal.compact-interval}",
      initialDelay = "${piecemeal.compact-interval}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  void run() {
    work.run(this::compactAll);
  }

  private void compactAll() {
    try {
      while (compactNext() != Step.NOTHING_DUE) {
        LOG.debug("compacted a file or passed it");
      }
    } catch (StorageFailure e) {
      if (!work.isStopping()) {
        StorageFailureLog.add("compacting stopped early; the next round goes on", e);
      }
    }
  }

  private Step compactNext() {
    long start = System.nanoTime();
    Step step = compactOrReport();
    if (step != Step.NOTHING_DUE) {
      work.rest(Duration.ofNanos(System.nanoTime() - start).multipliedBy(REST));
    }
    return step;
  }

  /** A damaged file is no reason to leave the others as they are. */
  private Step compactOrReport() {
    try {
      return compact.compact(_ -> work.requireGoingOn());
    } catch (StorageFailure.Damaged e) {
      LOG.debug("a file is damaged and stays in its chunks", e);
      LOG.error("a file is damaged and stays in its chunks: {}", Reasons.of(e));
      return Step.PASSED;
    }
  }
}
