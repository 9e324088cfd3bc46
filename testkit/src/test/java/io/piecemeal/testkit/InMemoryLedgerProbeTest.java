package io.piecemeal.testkit;

import io.piecemeal.application.port.out.LedgerProbe;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;

final class InMemoryLedgerProbeTest extends LedgerProbeContract {

  @Override
  protected LedgerProbe reachable() {
    return new InMemoryFileLedger(new TestClock());
  }

  /** Memory always answers; what a failing probe looks like has to be made up. */
  @Override
  protected LedgerProbe unreachable() {
    return () -> {
      throw new StorageFailure.Unavailable("no answer", new IOException("injected"));
    };
  }
}
