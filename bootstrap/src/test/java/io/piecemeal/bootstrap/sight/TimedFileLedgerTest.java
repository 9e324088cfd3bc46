package io.piecemeal.bootstrap.sight;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piecemeal.testkit.DecoratedLedgerFixture;
import io.piecemeal.testkit.FileLedgerContract;
import io.piecemeal.testkit.LedgerFixture;

/** Being watched changes nothing. */
final class TimedFileLedgerTest extends FileLedgerContract {

  @Override
  protected LedgerFixture emptyLedger() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    return new DecoratedLedgerFixture(
        new AppendStages(registry)::watch, new TicketCounts(registry)::watch);
  }
}
