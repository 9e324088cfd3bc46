package io.piecemeal.domain.event;

import java.util.List;

/** What a reader of events gets. */
public sealed interface EventReading {

  /**
   * The next events; none if there are none yet.
   *
   * @param next where to read on
   */
  record Events(List<FileEvent> events, EventCursor next) implements EventReading {}

  /**
   * Some events behind the cursor are no longer kept, or the cursor is of a later state of the
   * ledger than this one, which was restored from a backup.
   */
  record Lost() implements EventReading {}
}
