package io.piecemeal.bootstrap.wiring;

import io.piecemeal.application.object.Pause;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The calls that wait for a change. They hold virtual threads, and end when the service does. */
@Singleton
public final class Waits implements Pause {

  private final CountDownLatch stopped = new CountDownLatch(1);

  @Override
  public boolean goOnAfter(Duration time) {
    try {
      return !stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Lets all calls return, and those that are still to come return at once. */
  void end() {
    stopped.countDown();
  }
}
