package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Crc32c;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.StoredFile;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads the chunks of a file, together with whether it still has the revision asked for. */
final class ChunksStatement {

  /** One row at least if the file is there; the first chunk is looked up, not searched for. */
  static final String CHUNKS =
      """
      WITH target AS (
        SELECT shard, file_id, CAST(? AS bigint) AS start FROM file
        WHERE shard = ? AND file_id = ? AND revision = ? AND %s
      ), part AS (
        SELECT chunk.object_key, chunk.chunk_offset, chunk.length, chunk.crc32c, chunk.sha256, chunk.created_at,
          chunk.bytes IS NOT NULL AS inline
        FROM chunk, target
        WHERE chunk.shard = target.shard AND chunk.file_id = target.file_id
          AND chunk.chunk_offset + chunk.length > target.start
          AND chunk.chunk_offset >= coalesce(
            (SELECT max(first.chunk_offset) FROM chunk AS first
             WHERE first.shard = target.shard AND first.file_id = target.file_id AND first.chunk_offset <= target.start), 0)
        ORDER BY chunk.chunk_offset LIMIT ?
      )
      SELECT part.object_key, part.chunk_offset, part.length, part.crc32c, part.sha256,
        part.inline, part.created_at
      FROM target LEFT JOIN part ON true
      ORDER BY part.chunk_offset
      """
          .formatted(FileRow.LIVE);

  private final Database database;

  ChunksStatement(Database database) {
    this.database = database;
  }

  Optional<List<Chunk>> run(StoredFile file, ByteCount from, int limit) {
    List<Optional<Chunk>> rows =
        database
            .of(file.owner())
            .ask(
                "chunks of file %s from %s".formatted(file.id(), from),
                CHUNKS,
                parameters ->
                    parameters.bytes(from).file(file.id()).number(file.revision()).number(limit),
                ChunksStatement::read);
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(rows.stream().flatMap(Optional::stream).toList());
  }

  private static Optional<Chunk> read(Row row) throws SQLException {
    if (!row.has("object_key")) {
      return Optional.empty();
    }
    ChunkObject object =
        new ChunkObject(
            row.key("object_key"),
            row.bytes("length"),
            new Crc32c(row.number("crc32c")),
            row.digest("sha256"));
    Chunk.Home home = row.flag("inline") ? Chunk.Home.LEDGER : Chunk.Home.STORE;
    return Optional.of(
        new Chunk(row.bytes("chunk_offset"), object, home, row.instant("created_at")));
  }
}
