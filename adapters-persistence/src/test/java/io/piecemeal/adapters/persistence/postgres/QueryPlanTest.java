package io.piecemeal.adapters.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.upload.FileQuery.Order;
import io.piecemeal.domain.upload.FileQuery.Position;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.testkit.Samples;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done often takes time in what it returns, not in what there is. */
final class QueryPlanTest {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  /** Enough that reading a table from end to end costs more than an index. */
  @BeforeAll
  static void fillTheTables() {
    POSTGRES.execute(
        """
        INSERT INTO file (shard, file_id, owner, filename, content_type, state, size, chunks, revision,
          created_at, updated_at, expires_at, expiry_hour, gone_since, sha256, compact_at,
          scan, scan_since, scan_due_at)
        SELECT n % 4096, lpad(CAST(n AS text), 32, '0'), 'alice', 'name', 'text/plain',
          (ARRAY['uploading', 'complete', 'deleted', 'emptied'])[n % 4 + 1], 0, 0, 0,
          now() - n * interval '1 second', now(), now() + n * interval '1 minute',
          CAST(floor(extract(epoch FROM now() + n * interval '1 minute') / 3600) AS bigint),
          CASE WHEN n % 4 > 1 THEN now() - n * interval '1 minute' END,
          CASE WHEN n % 4 = 1 THEN decode(repeat('00', 32), 'hex') END,
          CASE WHEN n % 4 = 1 THEN now() - n * interval '1 second' END,
          CASE WHEN n % 4 = 1 THEN CASE WHEN n % 8 = 1 THEN 'scanning' ELSE 'passed' END END,
          CASE WHEN n % 4 = 1 THEN now() END,
          CASE WHEN n % 8 = 1 THEN now() - n * interval '1 second' END
        FROM generate_series(1, 20000) AS n
        """);
    POSTGRES.execute(
        """
        INSERT INTO chunk (shard, object_key, file_id, chunk_offset, length, crc32c, created_at, dead_since)
        SELECT n / 100 % 4096,
          CAST(overlay(CAST(gen_random_uuid() AS text) PLACING lpad(to_hex(n / 100 % 4096), 3, '0') FROM 16) AS uuid),
          CASE WHEN n % 2 = 0 THEN lpad(CAST(n / 100 AS text), 32, '0') END,
          n % 100, 1, 1, now(), CASE WHEN n % 2 = 1 THEN now() - n * interval '1 minute' END
        FROM generate_series(1, 200000) AS n
        """);
    POSTGRES.execute(
        """
        INSERT INTO event_head (shard, owner, last, dropped)
        SELECT n % 16 * 256, 'owner' || n / 16, 10, 0 FROM generate_series(0, 15999) AS n
        """);
    POSTGRES.execute(
        """
        INSERT INTO event (shard, owner, number, event_id, type, at, file_id, filename, size)
        SELECT shard, owner, number, gen_random_uuid(), 'file.created', now() - number * interval '1 hour',
          lpad('', 32, 'a'), 'name', 0
        FROM event_head, generate_series(1, 10) AS number
        """);
    POSTGRES.execute(
        """
        INSERT INTO webhook (webhook_id, owner, slot, url, types, created_at, secret_number, former_until, told,
          told_count, due_at, turn, failures)
        SELECT 'whk_' || lpad(CAST(n AS text), 32, '0'), 'owner' || n / 4, n % 4 + 1, 'https://hooks.test/', '{}', now(),
          1, now(), '1', 0, now() + (n - 10) * interval '1 minute', 0, 0
        FROM generate_series(0, 3999) AS n
        """);
    POSTGRES.execute("ANALYZE webhook");
    POSTGRES.execute(
        """
        INSERT INTO download_ticket (shard, token_hash, file_id, issued_at, expires_at)
        SELECT shard, decode(lpad(to_hex(CAST(file_id AS integer) * 16 + n), 64, '0'), 'hex'), file_id, now(),
          now() + interval '1 hour'
        FROM file, generate_series(0, 3) AS n WHERE state = 'complete'
        """);
    POSTGRES.execute("ANALYZE download_ticket");
    POSTGRES.execute("ANALYZE event_head");
    POSTGRES.execute("ANALYZE event");
    POSTGRES.execute("ANALYZE file");
    POSTGRES.execute("ANALYZE chunk");
  }

  @Test
  void webhooksThatAreDueAreFoundByTheirTime() throws SQLException {
    assertThat(
            explain(PostgresWebhookTurns.TAKE, p -> p.number(32).duration(Duration.ofSeconds(45))))
        .contains("webhook_by_due")
        .contains("event_head_by_owner")
        .doesNotContain("Seq Scan");
  }

  @Test
  void webhooksOfAnOwnerAreFoundByIt() throws SQLException {
    assertThat(explain(PostgresWebhookBook.LIST, p -> p.text("owner7")))
        .contains("webhook_owner_slot_key")
        .doesNotContain("Seq Scan");
  }

  @Test
  void aQuotaOfBytesLooksAtNoFile() throws SQLException {
    assertThat(explain(QuotaCheck.BYTES, p -> p.text("alice")))
        .contains("stored_bytes")
        .doesNotContain("on file", "on chunk");
  }

  @Test
  void theFirstPageOfAListingIsReadFromItsIndex() throws SQLException {
    String sql =
        PageStatement.select(List.of(Status.values()), Optional.empty(), Order.NEWEST_FIRST);

    String plan = explain(sql, p -> p.text("alice").number(50).text("alice").number(50).number(50));

    assertThat(plan).contains("file_by_age").doesNotContain("Seq Scan").doesNotContain("->  Sort");
  }

  @ParameterizedTest
  @EnumSource
  void aLaterPageOfAListingIsReadFromItsIndex(Order order) throws SQLException {
    Instant now = Instant.now();
    String sql =
        PageStatement.select(
            List.of(Status.UPLOADING), Optional.of(new Position(now, Samples.fileId())), order);

    String plan = explain(sql, p -> p.text("alice").instant(now).text("x").number(50).number(50));

    assertThat(plan)
        .contains("file_by_age")
        .containsPattern("Index Cond: .*ROW\\(created_at, file_id\\) [<>]")
        .doesNotContain("Seq Scan");
  }

  @Test
  void filesToExpireAreFoundByTheirHour() throws SQLException {
    assertThat(explain(PostgresDeletionQueue.EXPIRE, p -> p.number(100)))
        .contains("file_by_expiry")
        .doesNotContain("Seq Scan");
  }

  @Test
  void keysToClaimAreFoundByTheirDeath() throws SQLException {
    assertThat(
            explain(PostgresDeletionQueue.CLAIM, p -> p.duration(Duration.ofHours(1)).number(20)))
        .contains("chunk_to_remove")
        .doesNotContain("Seq Scan");
  }

  @Test
  void filesToForgetAreFoundByTheTimeTheyWent() throws SQLException {
    assertThat(
            explain(PostgresDeletionQueue.PURGE, p -> p.duration(Duration.ofHours(1)).number(20)))
        .contains("file_to_forget")
        .doesNotContain("Seq Scan");
  }

  @Test
  void keysToRetireAreFoundByTheirFiles() throws SQLException {
    assertThat(explain(PostgresDeletionQueue.KILL_KEYS, p -> p.number(20).number(20)))
        .contains("file_to_retire")
        .contains("chunk_by_offset")
        .doesNotContain("Seq Scan");
  }

  @Test
  void theNextEventsAreFoundByTheirNumbers() throws SQLException {
    assertThat(
            explain(
                PostgresEventLog.READ,
                p ->
                    p.shards(Stream.of(Samples.SHARD))
                        .array("bigint", new Object[] {5L})
                        .number(100)
                        .text("owner5")))
        .contains("event_head_by_owner")
        .containsPattern("event_pkey[\\s\\S]*Index Cond: .*number >")
        .doesNotContain("Seq Scan");
  }

  @Test
  void eventsToDropAreFoundByTheirTime() throws SQLException {
    assertThat(explain(PostgresEventLog.DROP, p -> p.duration(Duration.ofHours(5)).number(100)))
        .contains("event_by_age")
        .doesNotContain("Seq Scan");
  }

  @Test
  void filesToCompactAreFoundByTheTimeTheyAreDue() throws SQLException {
    assertThat(explain(PostgresCompactions.TAKE, p -> p.number(1).duration(Duration.ofHours(1))))
        .contains("file_to_compact")
        .doesNotContain("Seq Scan")
        .doesNotContain("->  Sort");
  }

  @Test
  void filesToScanAreFoundByTheTimeTheyAreDue() throws SQLException {
    assertThat(explain(PostgresScanQueue.TAKE, p -> p.number(1).duration(Duration.ofSeconds(30))))
        .contains("file_to_scan")
        .doesNotContain("Seq Scan")
        .doesNotContain("->  Sort");
  }

  @Test
  void keysWithoutARowAreFoundByLookingEachUp() throws SQLException {
    List<ObjectKey> keys = Stream.generate(Samples::objectKey).limit(20).toList();

    assertThat(explain(PostgresOrphans.UNKNOWN, p -> p.keys(keys)))
        .contains("chunk_pkey")
        .doesNotContain("Seq Scan on chunk");
  }

  @Test
  void theNextFileToScrubIsFoundByItsId() throws SQLException {
    assertThat(explain(PostgresDamageMarks.NEXT, p -> p.shard(Samples.SHARD).text("0".repeat(30))))
        .contains("file_pkey")
        .doesNotContain("Seq Scan")
        .doesNotContain("->  Sort");
  }

  @Test
  void aTicketIsFoundByItsHash() throws SQLException {
    assertThat(explain(PostgresTickets.FIND, p -> p.shard(Samples.SHARD).digest(Samples.digest(1))))
        .contains("file_by_ticket")
        .doesNotContain("Seq Scan");
  }

  @Test
  void aTicketToReadIsFoundByItsHashAndOthersByTheirFile() throws SQLException {
    assertThat(
            explain(
                PostgresDownloadTickets.FIND,
                p -> p.shard(Samples.SHARD).digest(Samples.digest(1))))
        .contains("download_ticket_pkey")
        .doesNotContain("Seq Scan");
    assertThat(
            explain(
                PostgresDownloadTickets.ISSUE,
                p ->
                    p.duration(Duration.ofHours(1))
                        .file(Samples.fileId())
                        .text("alice")
                        .digest(Samples.digest(1))))
        .contains("download_ticket_by_file")
        .doesNotContain("Seq Scan");
    assertThat(explain(PostgresDownloadTickets.REVOKE, p -> p.file(Samples.fileId()).text("alice")))
        .contains("download_ticket_by_file")
        .doesNotContain("Seq Scan");
  }

  @Test
  void completeFilesAreFoundByTheirDigests() throws SQLException {
    assertThat(
            explain(
                PostgresFileCatalog.WITH_DIGESTS,
                p -> p.text("alice").array("bytea", new byte[][] {Samples.digest(1).bytes()})))
        .contains("file_by_digest")
        .doesNotContain("Seq Scan");
  }

  @Test
  void theChunksOfAFileAreReadFromTheirOffsetOn() throws SQLException {
    assertThat(
            explain(
                ChunksStatement.CHUNKS,
                p -> p.number(50L).file(Samples.fileId()).number(0L).number(100)))
        .containsPattern("chunk_by_offset[\\s\\S]*Index Cond: .*chunk_offset >=")
        .doesNotContain("Seq Scan");
  }

  /** Else an append would have to write to that index too. */
  @Test
  void noIndexHoldsAColumnThatEveryAppendChanges() throws SQLException {
    List<String> indexed =
        POSTGRES.rows(
            """
            SELECT DISTINCT a.attname FROM pg_index i
            JOIN pg_attribute a ON a.attrelid = i.indexrelid
            WHERE i.indrelid = 'file'::regclass
            """);

    assertThat(indexed)
        .containsExactlyInAnyOrder(
            "shard",
            "file_id",
            "part_of",
            "owner",
            "state",
            "created_at",
            "expiry_hour",
            "gone_since",
            "compact_at",
            "damaged_at",
            "scan_due_at",
            "scan_since",
            "sha256",
            "ticket_hash");
  }

  private static String explain(String sql, Database.Binder binder) throws SQLException {
    return POSTGRES.explain(sql, binder);
  }
}
