package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.JobLeases;
import io.piecemeal.testkit.JobLeasesContract;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;

final class PostgresJobLeasesTest extends JobLeasesContract {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  @Override
  protected JobLeases newLeases() {
    return POSTGRES.emptied().persistence().jobLeases();
  }

  @Override
  protected void letTimePass(Duration time) {
    POSTGRES.letLeasesPass(time);
  }

  @Override
  protected Optional<JobLeases> unreachable() {
    return Optional.of(POSTGRES.outOfReach().persistence().jobLeases());
  }
}
