package io.piecemeal.application.port.in;

import java.time.Duration;

/** Tries whether the service can do its work. */
public interface CheckHealth {

  /** After this time an answer is there, even if database or store say nothing. */
  Duration LIMIT = Duration.ofSeconds(15);

  /**
   * Really asks the database and really writes to the store, at most once a second: answers that
   * are no older are shared. What does not answer in time is down. Takes {@link #LIMIT} at most.
   */
  Health check();

  /**
   * One verdict for each thing that the service depends on, and whether bytes are removed, which
   * requests do not depend on.
   */
  record Health(Verdict database, Verdict storage, Collection collection) {
    public boolean isReady() {
      return database == Verdict.UP && storage == Verdict.UP;
    }
  }

  /** Whether bytes that nobody needs are removed; see {@link WatchHighWater}. */
  enum Collection {
    ON,
    HELD,
    UNKNOWN
  }

  /** Whether a dependency did what was asked of it. */
  enum Verdict {
    UP,
    DOWN,
    /** It gives out what it has, and takes nothing until the process is started again. */
    READ_ONLY
  }
}
