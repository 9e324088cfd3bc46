package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.testkit.FileAssemblyContract;
import io.piecemeal.testkit.LedgerFixture;
import org.junit.jupiter.api.AutoClose;

final class PostgresFileAssemblyTest extends FileAssemblyContract {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  @Override
  protected LedgerFixture emptyLedger() {
    return POSTGRES.emptied();
  }
}
