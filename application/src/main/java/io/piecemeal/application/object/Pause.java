package io.piecemeal.application.object;

import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
public interface Pause {

  /**
   * Holds the calling thread for a time.
   *
   * @return whether to go on; false, and at once, if the service is about to stop
   */
  boolean goOnAfter(Duration time);
}
