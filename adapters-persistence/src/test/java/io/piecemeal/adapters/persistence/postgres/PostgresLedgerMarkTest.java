package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.LedgerMark;
import io.piecemeal.testkit.LedgerMarkContract;
import org.junit.jupiter.api.AutoClose;

final class PostgresLedgerMarkTest extends LedgerMarkContract {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  @Override
  protected LedgerMark newMark() {
    return POSTGRES.emptied().persistence().mark();
  }
}
