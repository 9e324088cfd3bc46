package io.piecemeal.bootstrap.jobs;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the rounds of the jobs, and ends them when the service stops: a round that asks {@link
 * #requireGoingOn} often enough delays the stop by no more than the time between two questions.
 */
@Singleton
public class BackgroundWork {

  private static final Logger LOG = LoggerFactory.getLogger(BackgroundWork.class);

  private final CountDownLatch stopping = new CountDownLatch(1);

  /** One party is the service itself, so that the phaser never terminates. */
  private final Phaser rounds = new Phaser(1);

  /** Runs a round of a job, unless the service stops; one that the stop ends just ends. */
  public void run(Runnable round) {
    // Counted before the question, so that a stop either is seen here or waits for this round.
    rounds.register();
    try {
      if (!isStopping()) {
        round.run();
      }
    } catch (StoppingException e) {
      LOG.debug("a round was ended", e);
    } finally {
      rounds.arriveAndDeregister();
    }
  }

  boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Ends the round if the service stops. */
  public void requireGoingOn() {
    if (isStopping()) {
      throw new StoppingException();
    }
  }

  /** Waits for so long, and ends the round if the service stops before or meanwhile. */
  void rest(Duration time) {
    try {
      if (stopping.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new StoppingException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppingException();
    }
  }

  /** Asks all rounds to end; none begins any more. */
  @PreDestroy
  public void stop() {
    stopping.countDown();
  }

  /** Waits until all rounds have ended; says whether they have. For one call, after a stop. */
  public boolean awaitEnd(Duration patience) throws InterruptedException {
    try {
      rounds.awaitAdvanceInterruptibly(rounds.arrive(), patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** Ends a round, since the service stops. */
  private static final class StoppingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoppingException() {
      super("the service stops");
    }
  }
}
