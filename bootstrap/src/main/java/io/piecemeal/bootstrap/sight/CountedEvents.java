package io.piecemeal.bootstrap.sight;

import io.micrometer.core.instrument.Counter;
import io.piecemeal.application.port.out.EventLog;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventReading;
import java.time.Duration;
import java.util.Optional;

/** Counts what becomes of events. */
record CountedEvents(EventLog events, Counter told, Counter dropped, Counter missed)
    implements EventLog {

  @Override
  public EventReading read(Owner owner, Optional<EventCursor> after, int limit) {
    EventReading reading = events.read(owner, after, limit);
    switch (reading) {
      case EventReading.Events page -> told.increment(page.events().size());
      case EventReading.Lost lost -> missed.increment();
    }
    return reading;
  }

  @Override
  public EventCursor latest(Owner owner) {
    return events.latest(owner);
  }

  @Override
  public int drop(Duration kept, int limit) {
    int count = events.drop(kept, limit);
    dropped.increment(count);
    return count;
  }
}
