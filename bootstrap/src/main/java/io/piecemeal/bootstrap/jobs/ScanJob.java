package io.piecemeal.bootstrap.jobs;

import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import io.piecemeal.application.port.in.ScanFiles;
import io.piecemeal.application.port.in.ScanFiles.Outcome;
import io.piecemeal.application.port.in.ScanFiles.Task;
import io.piecemeal.domain.access.RareLines;
import io.piecemeal.domain.storage.StorageFailure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has files scanned that wait for it, each in a thread of its own. Looks for some when it is told
 * of one, when a scan has ended, and now and then, since another node may have left some.
 */
@Singleton
@Requires(property = "piecemeal.scan-interval")
public class ScanJob {

  /** Scans of a node at once: less than the 10 threads that ClamAV's daemon has by itself. */
  static final int MOST_AT_ONCE = 4;

  private static final Logger LOG = LoggerFactory.getLogger(ScanJob.class);

  private final Semaphore places = new Semaphore(MOST_AT_ONCE);
  private final AtomicBoolean asked = new AtomicBoolean();
  private final RareLines lines = new RareLines(Duration.ofMinutes(1), 16);
  private final ScanFiles scans;
  private final BackgroundWork work;

  ScanJob(ScanFiles scans, BackgroundWork work) {
    this.scans = scans;
    this.work = work;
  }

  /** A file waits for its scan. Returns at once. */
  public void wake() {
    if (asked.compareAndSet(false, true)) {
      Thread.ofVirtual().name("scans").start(this::run);
    }
  }

  @Scheduled(fixedDelay = "${piecemeal.scan-interval}", initialDelay = "${piecemeal.scan-interval}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  synchronized void run() {
    asked.set(false);
    work.run(this::begin);
  }

  /** A third of the time for which a file that was taken up is kept from others. */
  @Scheduled(fixedDelay = "10s", initialDelay = "10s")
  @ExecuteOn(TaskExecutors.BLOCKING)
  void hold() {
    work.run(
        () -> {
          try {
            scans.hold();
          } catch (StorageFailure e) {
            LOG.debug("files were not held; another node may scan them as well", e);
          }
        });
  }

  private void begin() {
    int free = places.drainPermits();
    int used = 0;
    try {
      if (free > 0) {
        for (Task task : scans.take(free)) {
          used++;
          Thread.ofVirtual().name("scan").start(() -> serve(task));
        }
      }
    } catch (StorageFailure e) {
      warn("no files were looked for to be scanned; the next round does", e.toString());
    } finally {
      places.release(free - used);
    }
  }

  private void serve(Task task) {
    try {
      work.run(() -> tell(task, task.run(_ -> work.requireGoingOn())));
    } catch (StorageFailure e) {
      warn("a file was not scanned; it waits on, and cannot be read until then", e.toString());
    } finally {
      places.release();
      wake();
    }
  }

  private void tell(Task task, Outcome outcome) {
    switch (outcome) {
      case Outcome.Quarantined found -> {
        OptionalLong leftOut = lines.admit(Outcome.Quarantined.class, System.nanoTime());
        if (leftOut.isPresent()) {
          LOG.warn(
              "file {} is in quarantine: {} ({} more of such lines were left out)",
              task.file().id(),
              found.finding(),
              leftOut.getAsLong());
        }
      }
      case Outcome.Postponed postponed ->
          warn("files wait for their scan, and cannot be read until then", postponed.reason());
      case Outcome.Passed passed -> LOG.debug("file {} passed its scan", task.file().id());
      case Outcome.Overtaken overtaken ->
          LOG.debug("file {} needs no verdict any more", task.file().id());
    }
  }

  /** One line a minute of each kind: as many files may wait as there are. */
  private void warn(String what, String reason) {
    if (!work.isStopping() && lines.admit(what, System.nanoTime()).isPresent()) {
      LOG.warn("{}: {}", what, reason);
    }
  }
}
