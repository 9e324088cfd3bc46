package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.LedgerMark;
import io.piecemeal.testkit.LedgerFixture;
import io.piecemeal.testkit.LedgerMarkContract;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;

final class PostgresLedgerMarkTest extends LedgerMarkContract {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  @Override
  protected LedgerMark newMark() {
    return POSTGRES.emptied().persistence().mark();
  }

  @Override
  protected Optional<LedgerMark> reopened() {
    return POSTGRES.reopened().map(LedgerFixture::mark);
  }

  @Override
  protected Optional<LedgerMark> unreachable() {
    return POSTGRES.unreachable().map(LedgerFixture::mark);
  }
}
