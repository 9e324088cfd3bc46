package io.piecemeal.faults.linear;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Invocations and returns in the order of time, as a list from which calls are lifted and into
 * which they are put back at the same place.
 */
final class Events {

  private Events() {}

  /** An invocation, or a return. */
  static final class Event {
    /** The place of its call in the history. */
    final int call;

    private final long time;

    /** The return that belongs to an invocation, unless there is none. */
    private @Nullable Event match;

    private final boolean invocation;
    private @Nullable Event previous;
    private @Nullable Event next;

    private Event(int call, long time, boolean invocation) {
      this.call = call;
      this.time = time;
      this.invocation = invocation;
    }

    boolean isInvocation() {
      return invocation;
    }

    @Nullable Event next() {
      return next;
    }

    /** Takes an invocation out of the list, and its return. */
    void lift() {
      unlink();
      if (match != null) {
        match.unlink();
      }
    }

    /** Undoes the last lifting that was not undone yet. */
    void putBack() {
      if (match != null) {
        match.link();
      }
      link();
    }

    private void unlink() {
      if (previous != null) {
        previous.next = next;
      }
      if (next != null) {
        next.previous = previous;
      }
    }

    private void link() {
      if (previous != null) {
        previous.next = this;
      }
      if (next != null) {
        next.previous = this;
      }
    }
  }

  /** The events of a history, behind a head that is none. */
  static <C> Event of(List<Timed<C>> history) {
    List<Event> events = new ArrayList<>();
    for (int call = 0; call < history.size(); call++) {
      Timed<C> timed = history.get(call);
      Event invocation = new Event(call, timed.invoked(), true);
      events.add(invocation);
      if (timed.isDefinite()) {
        Event end = new Event(call, timed.returned(), false);
        invocation.match = end;
        events.add(end);
      }
    }
    // Where two have the same time they overlap: who returns then may come after who begins.
    events.sort(
        Comparator.<Event>comparingLong(event -> event.time)
            .thenComparingInt(event -> event.invocation ? 0 : 1));
    Event head = new Event(-1, Long.MIN_VALUE, false);
    Event last = head;
    for (Event event : events) {
      last.next = event;
      event.previous = last;
      last = event;
    }
    return head;
  }
}
