package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.adapters.persistence.TestPersistence;
import io.piecemeal.application.port.out.LedgerProbe;
import io.piecemeal.testkit.LedgerProbeContract;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.postgresql.ds.PGSimpleDataSource;

final class PostgresLedgerProbeTest extends LedgerProbeContract {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  @AutoClose private static final TestPersistence UNREACHABLE = TestPersistence.on(nowhere());

  /** Nothing listens on port 1. */
  private static DataSource nowhere() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setURL("jdbc:postgresql://127.0.0.1:1/nowhere");
    return nowhere;
  }

  @Override
  protected LedgerProbe reachable() {
    return POSTGRES.persistence().probe();
  }

  @Override
  protected LedgerProbe unreachable() {
    return UNREACHABLE.ports().probe();
  }
}
