package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.testkit.LedgerFixture;
import io.piecemeal.testkit.ScanPolicyBookContract;
import org.junit.jupiter.api.AutoClose;

final class PostgresScanPolicyBookTest extends ScanPolicyBookContract {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  @Override
  protected LedgerFixture emptyLedger() {
    return POSTGRES.emptied();
  }
}
