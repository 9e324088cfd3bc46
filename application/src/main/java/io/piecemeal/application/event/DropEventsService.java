package io.piecemeal.application.event;

import io.piecemeal.application.port.in.DropEvents;
import io.piecemeal.application.port.out.EventLog;
import java.time.Duration;

/** Drops the events that are older than a bound. */
public final class DropEventsService implements DropEvents {

  private static final int AT_ONCE = 1000;

  private final EventLog events;
  private final Duration kept;

  /**
   * @param kept how long events stay
   */
  public DropEventsService(EventLog events, Duration kept) {
    this.events = events;
    this.kept = kept;
  }

  @Override
  public int drop() {
    return events.drop(kept, AT_ONCE);
  }
}
