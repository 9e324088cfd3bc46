package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.LedgerProbe;
import io.piecemeal.testkit.LedgerProbeContract;
import org.junit.jupiter.api.AutoClose;

final class PostgresLedgerProbeTest extends LedgerProbeContract {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  @Override
  protected LedgerProbe reachable() {
    return POSTGRES.persistence().probe();
  }

  @Override
  protected LedgerProbe unreachable() {
    return POSTGRES.outOfReach().persistence().probe();
  }
}
