package io.piecemeal.adapters.persistence.postgres;

import static io.piecemeal.testkit.Samples.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.testkit.Samples;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The database reckons as the domain does, to the microsecond. */
final class ExpiryTest {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  @ParameterizedTest
  @CsvSource({
    "PT24H, PT168H",
    "PT1H, PT1H",
    "PT1.234567S, PT1.234568S",
    "PT59M59.999999S, PT100H",
    "P365D, P3650D",
    "PT8765H12M34.567891S, PT87654H",
  })
  void everyStepMovesTheExpiryAsTheDomainSays(Duration sinceLastChunk, Duration sinceCreation)
      throws SQLException {
    Retention retention = new Retention(sinceLastChunk, sinceCreation);
    NewFile sample = Samples.newFile(ALICE);
    StoredFile opened =
        Samples.entered(
            POSTGRES
                .files()
                .open(
                    new NewFile(
                        sample.id(),
                        ALICE,
                        sample.name(),
                        sample.contentType(),
                        sample.declared(),
                        sample.terms(),
                        retention,
                        Quota.NONE,
                        Optional.empty())));
    assertThat(opened.expiresAt())
        .isEqualTo(retention.expiry(opened.createdAt(), opened.createdAt()));

    UploadSession session = opened.requireOpen();
    Commit commit =
        POSTGRES
            .files()
            .append(
                new Append(
                    session,
                    session.append(Samples.chunk(5)),
                    retention,
                    Quota.NONE,
                    Optional.empty(),
                    Optional.empty()));

    assertThat(commit)
        .isInstanceOfSatisfying(
            Commit.Committed.class,
            done ->
                assertThat(done.file().expiresAt())
                    .isEqualTo(retention.expiry(done.file().createdAt(), done.file().updatedAt())));
    assertThat(
            POSTGRES.rows(
                """
                SELECT file_id FROM file
                WHERE expiry_hour <> CAST(floor(extract(epoch FROM expires_at) / 3600) AS bigint)
                """))
        .isEmpty();
  }
}
