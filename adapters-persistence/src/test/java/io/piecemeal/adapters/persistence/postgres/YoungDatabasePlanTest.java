package io.piecemeal.adapters.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.storage.InlineObject;
import io.piecemeal.testkit.Samples;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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
        INSERT INTO file (shard, file_id, owner, filename, content_type, state, size, chunks, revision,
          created_at, updated_at, expires_at, expiry_hour)
        SELECT n, lpad(CAST(n AS text), 32, '0'), 'alice', 'name', 'text/plain', 'uploading', 0, 0, 0,
          now(), now(), now() + interval '1 day', 1
        FROM generate_series(1, 400) AS n
        """);
  }

  /** Else each batch of chunks would read every session that is open, once for each chunk. */
  @Test
  void theFilesOfABatchAreNotFoundByTheirState() throws SQLException {
    String plan =
        POSTGRES.explain(
            AppendsStatement.APPEND,
            p ->
                p.array("smallint", each(0))
                    .array("text", each("a"))
                    .array("bigint", each(0L))
                    .array("bigint", each(9L))
                    .array("uuid", each(UUID.randomUUID()))
                    .array("bigint", each(0L))
                    .array("bigint", each(1L))
                    .array("integer", each(1))
                    .array("text", each(""))
                    .array("bigint", each(1L))
                    .array("bigint", each(1L))
                    .contents(Stream.generate(Optional::<InlineObject>empty).limit(24)));

    assertThat(plan).contains(" on file ").doesNotContain("file_by_age");
  }

  @Test
  void aFileToCutBackIsNotFoundByItsState() throws SQLException {
    String plan =
        POSTGRES.explain(
            RewindStatement.REWIND,
            p -> p.shard(Samples.SHARD).text("a").number(0L).number(0L).number(0L).number(9L));

    assertThat(plan).contains(" on file ").doesNotContain("file_by_age");
  }

  private static Object[] each(Object value) {
    return Collections.nCopies(24, value).toArray();
  }
}
