package io.piecemeal.bootstrap.jobs;

import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import io.piecemeal.application.port.in.DropEvents;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.http.server.problem.StorageFailureLog;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Drops old events now and then, with rests in between for callers. */
@Singleton
@Requires(property = "piecemeal.events-interval")
class EventsJob {

  private static final Duration REST = Duration.ofMillis(200);

  private final DropEvents events;
  private final BackgroundWork work;

  EventsJob(DropEvents events, BackgroundWork work) {
    this.events = events;
    this.work = work;
  }

  @Scheduled(
      fixedDelay = "${piecemeal.events-interval}",
      initialDelay = "${piecemeal.events-interval}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  synchronized void run() {
    work.run(this::drop);
  }

  private void drop() {
    try {
      while (events.drop() > 0) {
        work.rest(REST);
      }
    } catch (StorageFailure e) {
      if (!work.isStopping()) {
        StorageFailureLog.add("old events were not dropped; the next round goes on", e);
      }
    }
  }
}
