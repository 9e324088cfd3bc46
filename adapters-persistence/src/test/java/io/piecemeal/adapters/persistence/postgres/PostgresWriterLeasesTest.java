package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.WriterLeases;
import io.piecemeal.testkit.WriterLeasesContract;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;

final class PostgresWriterLeasesTest extends WriterLeasesContract {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  private static final PostgresUnderTest SECOND = POSTGRES.secondNode();

  @Override
  protected WriterLeases newLeases() {
    return POSTGRES.emptied().persistence().writerLeases();
  }

  @Override
  protected WriterLeases secondNode() {
    return SECOND.persistence().writerLeases();
  }

  @Override
  protected void letTimePass(Duration time) {
    POSTGRES.letLeasesPass(time);
  }

  @Override
  protected Optional<WriterLeases> unreachable() {
    return Optional.of(POSTGRES.outOfReach().persistence().writerLeases());
  }
}
