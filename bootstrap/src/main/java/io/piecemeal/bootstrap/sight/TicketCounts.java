package io.piecemeal.bootstrap.sight;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.piecemeal.application.port.out.Tickets;
import jakarta.inject.Singleton;

/** Counts tickets. */
@Singleton
public final class TicketCounts {

  private final Counter issued;
  private final Counter used;

  TicketCounts(MeterRegistry registry) {
    this.issued = counter(registry, "issued");
    this.used = counter(registry, "used");
  }

  private static Counter counter(MeterRegistry registry, String event) {
    return Counter.builder("piecemeal.tickets")
        .description("Tickets that were issued, and those that were used up")
        .tag("event", event)
        .register(registry);
  }

  /** The same tickets, counted. */
  public Tickets watch(Tickets tickets) {
    return new CountedTickets(tickets, issued, used);
  }
}
