package io.piecemeal.bootstrap.sight;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.piecemeal.application.port.out.EventLog;
import jakarta.inject.Singleton;

/** Counts events of files. */
@Singleton
public final class EventCounts {

  private final Counter told;
  private final Counter dropped;
  private final Counter missed;

  EventCounts(MeterRegistry registry) {
    this.told =
        Counter.builder("piecemeal.events.told")
            .description("Events that readers got, each as often as it was read")
            .register(registry);
    this.dropped =
        Counter.builder("piecemeal.events.dropped")
            .description("Events that are no longer kept, by what this node dropped")
            .register(registry);
    this.missed =
        Counter.builder("piecemeal.events.missed")
            .description("Readers that were told that events behind their cursor are lost")
            .register(registry);
  }

  /** The same log, counted. */
  public EventLog watch(EventLog events) {
    return new CountedEvents(events, told, dropped, missed);
  }
}
