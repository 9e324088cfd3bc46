package io.piecemeal.adapters.persistence.postgres;

import io.micronaut.transaction.TransactionStatus;
import io.piecemeal.adapters.persistence.postgres.Database.Statement;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.Compactions;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Takes up complete files, and swaps the rows of their chunks for one. */
record PostgresCompactions(Database database) implements Compactions {

  /** Over all shards on purpose: what is due may be anywhere. */
  static final String TAKE =
      """
      WITH due AS (
        SELECT shard, file_id FROM file
        WHERE state = 'complete' AND compact_at <= now() AND expires_at > now() AND NOT is_part
        ORDER BY compact_at LIMIT ? FOR UPDATE SKIP LOCKED
      )
      UPDATE file SET compact_at = now() + %s FROM due
      WHERE file.shard = due.shard AND file.file_id = due.file_id
      RETURNING %s
      """
          .formatted(Times.INTERVAL, FileRow.COLUMNS);

  private static final String PASS =
      """
      UPDATE file SET compact_at = NULL WHERE shard = ? AND file_id = ? AND compact_at IS NOT NULL
      RETURNING file_id
      """;

  /**
   * The chunks of a complete file change by this statement alone, and it changes the last one of
   * them: the file still consists of what was seen if it still ends with the same key.
   */
  private static final String SWAP =
      """
      UPDATE file SET
        last_key = ?, last_length = ?, last_crc32c = ?, last_sha256 = ?, compact_at = NULL,
        damaged_at = NULL
      WHERE shard = ? AND file_id = ? AND last_key = ? AND size = ? AND state = 'complete' AND expires_at > now()
      RETURNING %s
      """
          .formatted(FileRow.COLUMNS);

  /**
   * Gives one row, however many chunks there are. The owner is charged for the one object from now
   * on; that the others stay for a while is no doing of his.
   */
  private static final String KILL =
      """
      WITH dead AS (
        UPDATE chunk SET file_id = NULL, dead_since = now()
        WHERE shard = ? AND file_id = ?
        RETURNING length
      ), counted AS (
        %s
      )
      SELECT count(*) FROM dead
      """
          .formatted(
              StoredBytes.add(
                  "SELECT owner, shard, %s - (SELECT sum(%s) FROM dead) FROM file WHERE shard = ? AND file_id = ?"
                      .formatted(StoredBytes.charge("size"), StoredBytes.charge("length"))));

  private static final String ENTER =
      """
      INSERT INTO chunk (shard, object_key, file_id, chunk_offset, length, crc32c, sha256, created_at)
      SELECT shard, last_key, file_id, 0, last_length, last_crc32c, last_sha256, now()
      FROM file WHERE shard = ? AND file_id = ?
      RETURNING object_key
      """;

  @Override
  public List<CompleteFile> take(Duration lease, int limit) {
    return database.change(
        "take up files to compact",
        TAKE,
        parameters -> parameters.number(limit).duration(lease),
        FileRow::readComplete);
  }

  @Override
  public void pass(CompleteFile file) {
    database.change(
        "leave file %s as it is".formatted(file.id()),
        PASS,
        parameters -> parameters.file(file.id()),
        row -> row.text("file_id"));
  }

  /**
   * A transaction, since the new row takes the offset of an old one: that has to be free before.
   * The lock on the file keeps others away from its chunks between the statements.
   */
  @Override
  public Commit replace(CompleteFile seen, ChunkObject whole) {
    return database.transact(
        "make %s the one chunk of file %s".formatted(whole.key(), seen.id()),
        transaction -> replaceIn(transaction, seen, whole));
  }

  private static Commit replaceIn(
      TransactionStatus<Connection> transaction, StoredFile seen, ChunkObject whole)
      throws SQLException {
    List<StoredFile> swapped = swap(seen, whole).in(transaction);
    if (swapped.isEmpty()) {
      transaction.setRollbackOnly();
      return new Commit.Superseded();
    }
    kill(seen).in(transaction);
    ofChunks(ENTER, seen).in(transaction);
    return new Commit.Committed(swapped.getFirst());
  }

  private static Statement<StoredFile> swap(StoredFile seen, ChunkObject whole) {
    return new Statement<>(
        SWAP,
        parameters ->
            parameters
                .object(whole)
                .file(seen.id())
                .key(seen.lastChunk().orElseThrow().key())
                .bytes(whole.length()),
        FileRow::read);
  }

  private static Statement<Integer> kill(StoredFile seen) {
    return new Statement<>(
        KILL, parameters -> parameters.file(seen.id()).file(seen.id()), row -> 1);
  }

  private static Statement<Integer> ofChunks(String sql, StoredFile seen) {
    return new Statement<>(sql, parameters -> parameters.file(seen.id()), row -> 1);
  }
}
