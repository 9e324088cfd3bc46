package io.piecemeal.bootstrap.sight;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piecemeal.testkit.DecoratedLedgerFixture;
import io.piecemeal.testkit.LedgerFixture;
import io.piecemeal.testkit.TicketsContract;

/** Being watched changes nothing. */
final class CountedTicketsTest extends TicketsContract {

  @Override
  protected LedgerFixture emptyLedger() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    return new DecoratedLedgerFixture(
        new AppendStages(registry)::watch, new TicketCounts(registry)::watch);
  }
}
