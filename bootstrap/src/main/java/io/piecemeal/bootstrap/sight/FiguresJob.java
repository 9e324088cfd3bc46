package io.piecemeal.bootstrap.sight;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import io.piecemeal.bootstrap.jobs.BackgroundWork;
import io.piecemeal.http.server.metrics.ChunkCounts;

/** Measures at the start of the service and now and then what a scrape is told. */
@Context
@Requires(property = "piecemeal.heartbeat-interval")
class FiguresJob {

  private final Figures figures;
  private final BackgroundWork work;

  /** What counts is made at the start, so that nothing is missing from the first scrape. */
  FiguresJob(
      Figures figures,
      BackgroundWork work,
      ChunkCounts chunks,
      AppendStages stages,
      TicketCounts tickets,
      EventCounts events,
      UpkeepCounts upkeep) {
    this.figures = figures;
    this.work = work;
  }

  @Scheduled(
      fixedDelay = "${piecemeal.figures-interval}",
      initialDelay = "${piecemeal.figures-interval}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  void run() {
    work.run(figures::refreshInTurn);
  }
}
