package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.testkit.LedgerFixture;
import io.piecemeal.testkit.TicketTransfersContract;
import org.junit.jupiter.api.AutoClose;

final class PostgresTicketTransfersTest extends TicketTransfersContract {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  @Override
  protected LedgerFixture emptyLedger() {
    return POSTGRES.emptied();
  }
}
