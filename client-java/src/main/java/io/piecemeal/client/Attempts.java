package io.piecemeal.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses between attempts: with full jitter, longer each time, until patience is over. */
final class Attempts {

  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;

  private final Duration patience;
  private int failures;
  private long firstFailure;

  Attempts(Duration patience) {
    this.patience = patience;
  }

  /** There was progress: patience begins anew. */
  void succeeded() {
    failures = 0;
  }

  /**
   * Waits for the next attempt.
   *
   * @param asked what the service wants to be waited for
   * @throws PiecemealException the failure, if the pause would be longer than patience lasts
   */
  void failed(PiecemealException failure, Duration asked) {
    long now = System.nanoTime();
    if (failures == 0) {
      firstFailure = now;
    }
    long bound = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 10));
    failures++;
    Duration pause = asked.plusMillis(ThreadLocalRandom.current().nextLong(bound));
    if (Duration.ofNanos(now - firstFailure).plus(pause).compareTo(patience) > 0) {
      throw failure;
    }
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      throw Calls.cancelled(e);
    }
  }
}
