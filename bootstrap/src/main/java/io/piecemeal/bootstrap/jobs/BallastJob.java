package io.piecemeal.bootstrap.jobs;

import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;

/** Makes the ballast when it is missing and there is room for it. */
@Singleton
@Requires(property = "piecemeal.ballast-interval")
public class BallastJob {

  private final Ballast ballast;
  private final BackgroundWork work;

  BallastJob(Ballast ballast, BackgroundWork work) {
    this.ballast = ballast;
    this.work = work;
  }

  @Scheduled(
      fixedDelay = "${piecemeal.ballast-interval}",
      initialDelay = "${piecemeal.ballast-interval}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  public void run() {
    work.run(() -> ballast.restore(work::requireGoingOn));
  }
}
