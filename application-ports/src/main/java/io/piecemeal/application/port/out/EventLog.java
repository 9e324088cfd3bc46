package io.piecemeal.application.port.out;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventReading;
import io.piecemeal.domain.storage.StorageFailure;
import java.time.Duration;
import java.util.Optional;

/**
 * The events of files, which the ledger records in the step that changes the file: there is an
 * event if and only if the change was made. A part of another file has none. All methods throw
 * {@link StorageFailure.Unavailable} if they surely changed nothing and {@link
 * StorageFailure.OutcomeUnknown} if they may have.
 */
public interface EventLog {

  /**
   * The events of an owner's files behind a cursor. What is committed later than an event that was
   * read comes behind it, so who reads on from the cursor that it was given gets each event once,
   * and those of a file in the order in which they happened.
   *
   * @param after a cursor that was given to the same owner; empty for all that are kept
   * @param limit the most events to return, at least 1
   */
  EventReading read(Owner owner, Optional<EventCursor> after, int limit);

  /** Behind all events of the owner that there are by now. */
  EventCursor latest(Owner owner);

  /**
   * Removes events that are older than this, oldest first.
   *
   * @param limit about so many at most
   * @return how many
   */
  int drop(Duration kept, int limit);
}
