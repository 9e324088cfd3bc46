package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.LedgerProbe;
import io.piecemeal.testkit.LedgerProbeContract;
import org.junit.jupiter.api.AutoClose;
import org.postgresql.ds.PGSimpleDataSource;

final class PostgresLedgerProbeTest extends LedgerProbeContract {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  @Override
  protected LedgerProbe reachable() {
    return POSTGRES.persistence().probe();
  }

  /** Nothing listens on port 1. */
  @Override
  protected LedgerProbe unreachable() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setURL("jdbc:postgresql://127.0.0.1:1/nowhere");
    return new PostgresLedgerProbe(new Database(nowhere));
  }
}
