package io.piecemeal.bootstrap.jobs;

import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import io.piecemeal.application.port.in.DeliverWebhooks;
import io.piecemeal.application.port.in.DeliverWebhooks.Service;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.http.server.problem.StorageFailureLog;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;

/**
 * Looks for webhooks that have events to come, and serves each in a thread of its own, so that a
 * slow one holds up none but itself. The places bound how many.
 */
@Singleton
@Requires(property = "piecemeal.webhooks-interval")
public class WebhooksJob {

  /** Webhooks that a node serves at once. */
  public static final int MOST_AT_ONCE = 32;

  private final Semaphore places = new Semaphore(MOST_AT_ONCE);
  private final DeliverWebhooks webhooks;
  private final BackgroundWork work;

  WebhooksJob(DeliverWebhooks webhooks, BackgroundWork work) {
    this.webhooks = webhooks;
    this.work = work;
  }

  @Scheduled(
      fixedDelay = "${piecemeal.webhooks-interval}",
      initialDelay = "${piecemeal.webhooks-interval}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  synchronized void run() {
    work.run(this::begin);
  }

  private void begin() {
    int free = places.drainPermits();
    int used = 0;
    try {
      if (free > 0) {
        for (Service turn : webhooks.take(free)) {
          used++;
          Thread.ofVirtual().name("webhook").start(() -> serve(turn));
        }
      }
    } catch (StorageFailure e) {
      if (!work.isStopping()) {
        StorageFailureLog.add("no webhooks were looked for; the next round does", e);
      }
    } finally {
      places.release(free - used);
    }
  }

  private void serve(Service turn) {
    try {
      work.run(turn::serve);
    } catch (StorageFailure e) {
      if (!work.isStopping()) {
        StorageFailureLog.add(
            "a webhook was not served to the end; its turn runs out, and comes again", e);
      }
    } finally {
      places.release();
    }
  }
}
