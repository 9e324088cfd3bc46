package io.piecemeal.bootstrap.sight;

import io.piecemeal.testkit.LedgerFixture;
import io.piecemeal.testkit.TicketsContract;

/** Being watched changes nothing. */
final class CountedTicketsTest extends TicketsContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new WatchedLedger();
  }
}
