package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventReading;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.UploadRejected;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells what has happened to an owner's files, each event at least once, and those of a file in
 * their order. All methods throw {@link StorageFailure.Unavailable}.
 */
public interface ReadEvents {

  /**
   * The events that there are behind a cursor by now.
   *
   * @param after a cursor that was given to the same owner; empty for all that are kept
   * @param limit the most events to return, at least 1
   */
  EventReading read(Owner owner, Optional<EventCursor> after, int limit);

  /** Behind all events that there are by now. */
  EventCursor latest(Owner owner);

  /**
   * Begins to wait for events. One of a bounded number of places is taken until it is closed.
   *
   * @throws UploadRejected with {@code TooManyWaiting}
   */
  Watch watch(Owner owner);

  /** Waits for the events of one owner, for one caller; closed by it. */
  interface Watch extends AutoCloseable {

    /**
     * Returns as soon as there are events behind the cursor, or the time is over. Holds the calling
     * thread, but no connection of the database.
     *
     * @return empty if the service is about to stop
     * @throws StorageFailure if the log cannot be read, after a pause of two seconds; the watch
     *     goes on
     */
    Optional<EventReading> await(Optional<EventCursor> after, int limit, Duration atMost);

    @Override
    void close();
  }
}
