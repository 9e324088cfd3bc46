package io.piecemeal.application.event;

import io.piecemeal.application.object.Pause;
import io.piecemeal.application.object.WaitingOwners;
import io.piecemeal.application.port.in.ReadEvents;
import io.piecemeal.application.port.out.EventLog;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventReading;
import io.piecemeal.domain.storage.StorageFailure;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads the log, and looks at it now and then for those who wait, since another node may have
 * recorded something. The number of those who wait bounds the look-ups per second.
 */
public final class ReadEventsService implements ReadEvents {

  static final Duration INTERVAL = Duration.ofMillis(500);

  /** Before a failure is told: who waits on for all that does not look without a pause. */
  static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

  /** At most so many look-ups by waiting in each interval. */
  static final int MOST_WAITING = 128;

  /** So that eight owners can wait whatever one of them does. */
  static final int MOST_WAITING_OF_ONE_OWNER = MOST_WAITING / 8;

  private final WaitingOwners waiting = new WaitingOwners(MOST_WAITING, MOST_WAITING_OF_ONE_OWNER);
  private final EventLog events;
  private final Pause pause;

  public ReadEventsService(EventLog events, Pause pause) {
    this.events = events;
    this.pause = pause;
  }

  @Override
  public EventReading read(Owner owner, Optional<EventCursor> after, int limit) {
    return events.read(owner, after, limit);
  }

  @Override
  public EventCursor latest(Owner owner) {
    return events.latest(owner);
  }

  @Override
  public Watch watch(Owner owner) {
    waiting.enter(owner);
    return new OwnWatch(owner);
  }

  private final class OwnWatch implements Watch {

    private final Owner owner;
    private boolean open = true;

    OwnWatch(Owner owner) {
      this.owner = owner;
    }

    @Override
    public Optional<EventReading> await(Optional<EventCursor> after, int limit, Duration atMost) {
      try {
        return look(after, limit, atMost);
      } catch (StorageFailure e) {
        if (pause.goOnAfter(AFTER_FAILURE)) {
          throw e;
        }
        return Optional.empty();
      }
    }

    private Optional<EventReading> look(Optional<EventCursor> after, int limit, Duration atMost) {
      Duration left = atMost;
      EventReading found = events.read(owner, after, limit);
      while (isEmpty(found) && left.isPositive()) {
        Duration next = left.compareTo(INTERVAL) < 0 ? left : INTERVAL;
        if (!pause.goOnAfter(next)) {
          return Optional.empty();
        }
        left = left.minus(next);
        found = events.read(owner, after, limit);
      }
      return Optional.of(found);
    }

    private static boolean isEmpty(EventReading reading) {
      return switch (reading) {
        case EventReading.Events page -> page.events().isEmpty();
        case EventReading.Lost lost -> false;
      };
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        waiting.leave(owner);
      }
    }
  }
}
