package io.piecemeal.adapters.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a planner makes of the statements who knows next to nothing of the tables. */
final class YoungDatabasePlanTest {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  /** Sessions that are open, before anybody counted them. */
  @BeforeAll
  static void openSessions() {
    POSTGRES.execute(
        """
        INSERT INTO file (file_id, owner, filename, content_type, state, size, chunks, revision,
          created_at, updated_at, expires_at, expiry_hour)
        SELECT lpad(CAST(n AS text), 32, '0'), 'alice', 'name', 'text/plain', 'uploading', 0, 0, 0,
          now(), now(), now() + interval '1 day', 1
        FROM generate_series(1, 2000) AS n
        """);
  }

  /** Else each batch of chunks would read every session that is open, once for each chunk. */
  @Test
  void theFilesOfABatchAreNotFoundByTheirState() throws SQLException {
    String plan =
        POSTGRES.explain(
            AppendsStatement.APPEND,
            p ->
                p.array("text", new Object[] {"a", "b"})
                    .array("bigint", new Object[] {0L, 0L})
                    .array("uuid", new Object[] {UUID.randomUUID(), UUID.randomUUID()})
                    .array("bigint", new Object[] {0L, 0L})
                    .array("bigint", new Object[] {1L, 1L})
                    .array("integer", new Object[] {1, 1})
                    .array("text", new Object[] {"", ""})
                    .array("bigint", new Object[] {1L, 1L})
                    .array("bigint", new Object[] {1L, 1L}));

    assertThat(plan).contains("file_pkey").doesNotContain("file_by_age");
  }

  @Test
  void aFileToCutBackIsFoundByItsId() throws SQLException {
    String plan =
        POSTGRES.explain(RewindStatement.REWIND, p -> p.text("a").number(0L).number(0L).number(0L));

    assertThat(plan).contains("file_pkey").doesNotContain("file_by_age");
  }
}
