package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.testkit.DownloadTicketsContract;
import io.piecemeal.testkit.LedgerFixture;
import org.junit.jupiter.api.AutoClose;

final class PostgresDownloadTicketsTest extends DownloadTicketsContract {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  @Override
  protected LedgerFixture emptyLedger() {
    return POSTGRES.emptied();
  }
}
