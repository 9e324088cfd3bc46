package io.piecemeal.testkit;

import io.piecemeal.application.port.out.LedgerMark;

final class InMemoryLedgerMarkTest extends LedgerMarkContract {

  @Override
  protected LedgerMark newMark() {
    return new InMemoryLedgerMark();
  }
}
