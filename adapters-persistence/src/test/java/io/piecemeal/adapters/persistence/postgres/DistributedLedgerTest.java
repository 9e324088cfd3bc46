package io.piecemeal.adapters.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.testkit.FileLedgerContract;
import io.piecemeal.testkit.LedgerFixture;
import io.piecemeal.testkit.Samples;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * The ledger on tables that PostgreSQL distributes by hash of the shard, each part with unique
 * indexes of its own: what an engine that distributes tables over machines would do.
 */
final class DistributedLedgerTest extends FileLedgerContract {

  private static final int PARTS = 4;

  @AutoClose private static final PostgresUnderTest POSTGRES = distributed();

  private static PostgresUnderTest distributed() {
    PostgresUnderTest postgres = new PostgresUnderTest();
    for (String table :
        List.of(
            "file",
            "chunk",
            "quota_lock",
            "first_answer",
            "stored_bytes",
            "event_head",
            "event",
            "download_ticket")) {
      postgres.execute("ALTER TABLE %1$s RENAME TO whole_%1$s".formatted(table));
      postgres.execute(
          "CREATE TABLE %1$s (LIKE whole_%1$s INCLUDING ALL) PARTITION BY HASH (shard)"
              .formatted(table));
      for (int part = 0; part < PARTS; part++) {
        postgres.execute(
            "CREATE TABLE %1$s_part%2$d PARTITION OF %1$s FOR VALUES WITH (MODULUS %3$d, REMAINDER %2$d)"
                .formatted(table, part, PARTS));
      }
      postgres.execute("DROP TABLE whole_%s CASCADE".formatted(table));
    }
    // A copy of a table has none of its references.
    postgres.execute(
        "ALTER TABLE download_ticket ADD FOREIGN KEY (shard, file_id)"
            + " REFERENCES file (shard, file_id) ON DELETE CASCADE");
    return postgres;
  }

  @Override
  protected LedgerFixture emptyLedger() {
    return POSTGRES.emptied();
  }

  @Test
  void aFileIsLookedForInOnePart() throws SQLException {
    String plan =
        POSTGRES.explain(
            ChunksStatement.CHUNKS,
            p -> p.number(0L).file(Samples.fileId()).number(0L).number(100));

    assertThat(plan.lines().filter(line -> line.contains(" on file_part"))).hasSize(1);
  }
}
