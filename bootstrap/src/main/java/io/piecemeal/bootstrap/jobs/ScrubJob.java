package io.piecemeal.bootstrap.jobs;

import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import io.piecemeal.application.port.in.Pace;
import io.piecemeal.application.port.in.ScrubFiles;
import io.piecemeal.application.port.in.ScrubFiles.Scrubbed;
import io.piecemeal.application.port.in.ScrubFiles.Verdict;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.JobLeases.Job;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.http.server.problem.StorageFailureLog;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all files slowly, over and over, on one node at a time. Each node begins at a place of its
 * own, so that a node that is restarted often does not read the same files each time.
 */
@Singleton
@Requires(property = "piecemeal.scrub-interval")
class ScrubJob {

  private static final Logger LOG = LoggerFactory.getLogger(ScrubJob.class);

  /** As long as the rest between two rounds. */
  private static final Duration INTERVAL = Duration.ofSeconds(60);

  private final ScrubFiles scrub;
  private final JobTurns turns;
  private final BackgroundWork work;
  private final Pace pace;
  private Optional<FileId> after;

  @Inject
  ScrubJob(ScrubFiles scrub, Ids ids, Settings settings, JobTurns turns, BackgroundWork work) {
    this(scrub, ids.nextFileId(), settings.upkeep().scrubRate(), turns, work);
  }

  /**
   * @param perSecond at least 1 byte
   */
  ScrubJob(
      ScrubFiles scrub, FileId start, ByteCount perSecond, JobTurns turns, BackgroundWork work) {
    this.scrub = scrub;
    this.turns = turns;
    this.work = work;
    this.after = Optional.of(start);
    this.pace =
        bytes -> {
          work.rest(time(bytes, perSecond.value()));
          turns.requireHeld(Job.SCRUB);
        };
  }

  private static Duration time(ByteCount bytes, long rate) {
    return Duration.ofNanos(TimeUnit.SECONDS.toNanos(bytes.value()) / rate);
  }

  /** Reads on to the last file; the next round begins at the first. */
  @Scheduled(
      fixedDelay = "${piecemeal.scrub-interval}",
      initialDelay = "${piecemeal.scrub-interval}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  synchronized void run() {
    work.run(this::scrubInTurn);
  }

  private void scrubInTurn() {
    try {
      turns.run(Job.SCRUB, INTERVAL, this::scrubAll);
    } catch (StorageFailure e) {
      if (!work.isStopping()) {
        StorageFailureLog.add("scrubbing stopped early; the next round goes on", e);
      }
    }
  }

  private void scrubAll() {
    do {
      work.requireGoingOn();
      turns.requireHeld(Job.SCRUB);
      after = scrubNext();
    } while (after.isPresent());
  }

  private Optional<FileId> scrubNext() {
    Optional<Scrubbed> scrubbed = scrub.scrubNext(after, pace);
    scrubbed.ifPresent(ScrubJob::report);
    return scrubbed.map(Scrubbed::file);
  }

  private static void report(Scrubbed scrubbed) {
    if (scrubbed.verdict() instanceof Verdict.Damaged damage) {
      LOG.error("file {} is damaged at {}: {}", scrubbed.file(), damage.offset(), damage.what());
    }
  }
}
