package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.adapters.persistence.postgres.Database.Statement;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.StoredFile;
import java.sql.SQLException;

/** Enters a file, and the chunks that it may have from the start, in one statement. */
final class EnterStatement {

  private static final String COLUMNS =
      """
      shard, file_id, owner, filename, content_type, declared_size, declared_sha256,
      metadata_dialect, metadata, is_part, part_of, never_rewound, state, size, chunks, revision, last_key, last_length, last_crc32c, last_sha256, sha256, scan, scan_since, scan_due_at, created_at, updated_at,
      expires_at, expiry_hour
      """;

  private static final String VALUES =
      """
      ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, %%s, %%s, now(), now(), %1$s, %2$s
      """
          .formatted(Times.expiry("now()"), Times.hour(Times.expiry("now()")));

  private static final String OPEN =
      """
      WITH changed AS (
        INSERT INTO file (%s) VALUES (%s) RETURNING shard, %s
      ), counted AS (
        %s
      ), %s
      SELECT %s FROM changed
      """
          .formatted(
              COLUMNS,
              VALUES.formatted(
                  "'uploading', 0, 0, 0", "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL"),
              FileRow.COLUMNS,
              StoredBytes.addAndTell(
                  "SELECT owner, shard, %d FROM changed".formatted(StoredBytes.FILE)),
              RecordedEvents.afterCounted(EventType.FILE_CREATED),
              FileRow.columns("changed"));

  private static final String STORE =
      """
      WITH changed AS (
        INSERT INTO file (%1$s) VALUES (%2$s) RETURNING shard, %3$s
      ), parts AS (
        INSERT INTO chunk (shard, object_key, file_id, chunk_offset, length, crc32c, sha256, created_at)
        SELECT changed.shard, part.object_key, changed.file_id, part.chunk_offset, part.length, part.crc32c,
          decode(nullif(part.sha256, ''), 'hex'), changed.created_at
        FROM changed, unnest(?, ?, ?, ?, ?) AS part (%5$s)
        RETURNING length
      ), counted AS (
        %6$s
      ), %7$s
      SELECT %4$s FROM changed
      """
          .formatted(
              COLUMNS,
              VALUES.formatted(
                  "'complete', ?, ?, 0",
                  "?, ?, ?, ?, ?, CASE WHEN ? THEN 'scanning' END, CASE WHEN ? THEN now() END, CASE WHEN ? THEN now() END"),
              FileRow.COLUMNS,
              FileRow.columns("changed"),
              ChunkArrays.COLUMNS,
              StoredBytes.addAndTell(
                  "SELECT owner, shard, %d + coalesce((SELECT sum(%s) FROM parts), 0) FROM changed"
                      .formatted(StoredBytes.FILE, StoredBytes.charge("length"))),
              RecordedEvents.afterCounted(EventType.FILE_COMPLETED));

  private final Database database;

  EnterStatement(Database database) {
    this.database = database;
  }

  StoredFile open(NewFile file) {
    String what = "open file %s".formatted(file.id());
    return QuotaCheck.ofSession(file)
        .change(database.of(file.owner()), what, opening(file))
        .getFirst();
  }

  static Statement<StoredFile> opening(NewFile file) {
    return new Statement<>(
        OPEN,
        parameters ->
            head(parameters, file).retention(file.retention()).retention(file.retention()),
        FileRow::read);
  }

  StoredFile store(NewFile file, ChunkArrays chunks, Sha256 sha256) {
    String what = "store file %s".formatted(file.id());
    return QuotaCheck.ofFile(file, chunks)
        .change(database.of(file.owner()), what, storing(file, chunks, sha256))
        .getFirst();
  }

  static Statement<StoredFile> storing(NewFile file, ChunkArrays chunks, Sha256 sha256) {
    return new Statement<>(
        STORE, parameters -> bind(parameters, file, chunks, sha256), FileRow::read);
  }

  private static void bind(Parameters parameters, NewFile file, ChunkArrays chunks, Sha256 sha256)
      throws SQLException {
    head(parameters, file).bytes(chunks.size()).number(chunks.count());
    chunks.bindLast(parameters);
    ScanRow.asks(parameters.digest(sha256), file.scan())
        .retention(file.retention())
        .retention(file.retention());
    chunks.bindAll(parameters);
  }

  /** What the file is from its request on. */
  static Parameters head(Parameters parameters, NewFile file) throws SQLException {
    return request(parameters.file(file.id()), file);
  }

  /** The same without shard and id. */
  static Parameters request(Parameters parameters, NewFile file) throws SQLException {
    return parameters
        .owner(file.owner())
        .text(file.name().value())
        .text(file.contentType().value())
        .bytes(file.declared().size())
        .digest(file.declared().sha256())
        .terms(file.terms());
  }
}
