package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.adapters.persistence.postgres.Database.Statement;
import io.piecemeal.application.port.out.Append;
import io.piecemeal.domain.StoredFile;
import io.piecemeal.domain.Usage;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The commit of a chunk: compare-and-set on the file and the chunk's row, in one statement, so that
 * a chunk costs one round trip and the lock on the file lasts no longer than that. Only a quota
 * makes it a transaction of several.
 *
 * <p>If the key was declared dead there is a row of that key already; the violation of its
 * uniqueness undoes the whole statement.
 */
final class AppendStatement {

  private static final String APPEND =
      """
      WITH changed AS (
        UPDATE file SET
          last_key = ?, last_length = ?, last_crc32c = ?, last_sha256 = ?,
          size = size + ?, chunks = chunks + 1,
          state = ?, sha256 = ?, compact_at = CASE WHEN ? AND chunks > 0 THEN now() END,
          updated_at = now(), expires_at = %1$s, expiry_hour = %2$s
        WHERE file_id = ? AND size = ? AND revision = ? AND state = 'uploading' AND expires_at > now()
        RETURNING %3$s
      ), part AS (
        INSERT INTO chunk (object_key, file_id, chunk_offset, length, crc32c, sha256, created_at)
        SELECT last_key, file_id, size - last_length, last_length, last_crc32c, last_sha256, updated_at
        FROM changed
      ), counted AS (
        %5$s
      )
      SELECT %4$s FROM changed
      """
          .formatted(
              Times.expiry("created_at"),
              Times.hour(Times.expiry("created_at")),
              FileRow.COLUMNS,
              FileRow.columns("changed"),
              StoredBytes.add(
                  "SELECT owner, %s FROM changed".formatted(StoredBytes.charge("last_length"))));

  private final Database database;

  AppendStatement(Database database) {
    this.database = database;
  }

  /** The file with the chunk; empty if it no longer is the one that was seen. */
  Optional<StoredFile> run(Append append) {
    String what =
        "append %s to file %s at %s"
            .formatted(append.chunk().key(), append.seen().id(), append.seen().size());
    Statement<StoredFile> statement =
        new Statement<>(APPEND, parameters -> bind(parameters, append), FileRow::read);
    QuotaCheck quota =
        new QuotaCheck(
            append.seen().owner(), append.quota(), Usage.ofChunk(append.chunk().length()));
    return quota.change(database, what, statement).stream().findFirst();
  }

  private static void bind(Parameters parameters, Append append) throws SQLException {
    StoredFile seen = append.seen();
    parameters
        .object(append.chunk())
        .bytes(append.chunk().length())
        .text(append.completedBy().isPresent() ? "complete" : "uploading")
        .digest(append.completedBy())
        .flag(append.completedBy().isPresent())
        .retention(append.retention())
        .retention(append.retention())
        .file(seen.id())
        .bytes(seen.size())
        .number(seen.revision());
  }
}
