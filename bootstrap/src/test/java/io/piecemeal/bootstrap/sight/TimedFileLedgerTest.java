package io.piecemeal.bootstrap.sight;

import io.piecemeal.testkit.FileLedgerContract;
import io.piecemeal.testkit.LedgerFixture;

/** Being watched changes nothing. */
final class TimedFileLedgerTest extends FileLedgerContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new WatchedLedger();
  }
}
