package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.util.List;

/**
 * Cuts a file back. One statement: what it reads of the chunks is what they are when the file has
 * the size and revision that it compares with, since these two tell which chunks a file has.
 */
final class RewindStatement {

  static final String REWIND =
      """
      WITH target AS (
        SELECT CAST(? AS smallint) AS shard, CAST(? AS text) AS file_id, CAST(? AS bigint) AS size
      ), kept AS (
        SELECT chunk.* FROM chunk, target
        WHERE chunk.shard = target.shard AND chunk.file_id = target.file_id AND chunk.chunk_offset < target.size
        ORDER BY chunk.chunk_offset DESC LIMIT 1
      ), cut AS (
        SELECT count(*) AS chunks FROM chunk, target
        WHERE chunk.shard = target.shard AND chunk.file_id = target.file_id AND chunk.chunk_offset >= target.size
      ), changed AS (
        UPDATE file SET
          size = target.size, chunks = file.chunks - cut.chunks, revision = file.revision + 1,
          last_key = kept.object_key, last_length = kept.length, last_crc32c = kept.crc32c,
          last_sha256 = kept.sha256, updated_at = now(), damaged_at = NULL,
          ticket_received = greatest(least(file.ticket_received, target.size - file.ticket_offset), 0)
        FROM target CROSS JOIN cut LEFT JOIN kept ON true
        WHERE file.shard = target.shard AND file.file_id = target.file_id AND file.size = ? AND file.revision = ?
          AND file.declared_size IS NOT DISTINCT FROM ?
          AND file.%3$s AND file.expires_at > now()
          AND target.size = coalesce(kept.chunk_offset + kept.length, 0)
        RETURNING file.shard, %1$s
      ), dead AS (
        UPDATE chunk SET file_id = NULL, dead_since = now(), charged_to = changed.owner
        FROM changed
        WHERE chunk.shard = changed.shard AND chunk.file_id = changed.file_id AND chunk.chunk_offset >= changed.size
      ), %4$s
      SELECT %2$s FROM changed
      """
          .formatted(
              FileRow.COLUMNS,
              FileRow.columns("changed"),
              FileRow.UPLOADING,
              RecordedEvents.of(EventType.FILE_REWOUND));

  private final Database database;

  RewindStatement(Database database) {
    this.database = database;
  }

  List<StoredFile> run(UploadSession seen, ByteCount size) {
    return database
        .of(seen.owner())
        .change(
            "rewind file %s from %s to %s".formatted(seen.id(), seen.size(), size),
            REWIND,
            parameters -> parameters.file(seen.id()).bytes(size).asSeen(seen),
            FileRow::read);
  }
}
