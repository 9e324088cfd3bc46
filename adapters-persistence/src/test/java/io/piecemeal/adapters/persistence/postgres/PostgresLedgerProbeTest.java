package io.piecemeal.adapters.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.adapters.persistence.TestDatabase;
import io.piecemeal.adapters.persistence.TestPersistence;
import io.piecemeal.application.port.out.LedgerProbe;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.LedgerProbeContract;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

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

  /** As a standby is. */
  @Test
  void aReadOnlyServerIsUnavailable() {
    TestDatabase schema = TestDatabase.withEmptySchema();
    PGSimpleDataSource standby = new PGSimpleDataSource();
    standby.setURL(schema.jdbcUrl() + "&options=-c%20default_transaction_read_only%3Don");
    standby.setUser(schema.user());
    standby.setPassword(schema.password());
    try (TestPersistence adapter = TestPersistence.on(standby)) {
      assertThatThrownBy(adapter.ports().probe()::probe)
          .isInstanceOf(StorageFailure.Unavailable.class)
          .hasMessageContaining("read-only");
    }
  }
}
