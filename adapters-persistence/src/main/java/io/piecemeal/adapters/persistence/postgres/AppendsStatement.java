package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.Append;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Usage;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@link AppendStatement} does, for several chunks. Where two of them want to be the end of
 * the same file, one row is updated once, by either; the key that it has then tells whose it was.
 *
 * <p>The files may be of any shards. Each row is named with its own, so one statement does for each
 * shard what it does for all, if a distributed ledger groups its appends by shard one day.
 */
final class AppendsStatement {

  private static final String EXPIRY =
      Times.expiry("file.created_at", "part.since_last_chunk", "part.since_creation");

  static final String APPEND =
      """
      WITH changed AS (
        UPDATE file SET
          last_key = part.object_key, last_length = part.length, last_crc32c = part.crc32c,
          last_sha256 = decode(nullif(part.sha256, ''), 'hex'),
          size = file.size + part.length, chunks = file.chunks + 1,
          updated_at = now(), expires_at = %1$s, expiry_hour = %2$s
        FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS part (
          shard, file_id, revision, declared_size, %3$s, since_last_chunk, since_creation, bytes)
        WHERE file.shard = part.shard AND file.file_id = part.file_id AND file.size = part.chunk_offset AND file.revision = part.revision
          AND file.declared_size IS NOT DISTINCT FROM part.declared_size AND file.%4$s AND file.expires_at > now()
        RETURNING file.shard, file.file_id, file.owner, file.size, file.last_key, file.last_length, file.last_crc32c,
          file.last_sha256, file.updated_at, file.expires_at, part.bytes, %6$s
      ), entered AS (
        INSERT INTO chunk (shard, object_key, file_id, chunk_offset, length, crc32c, sha256, created_at, bytes)
        SELECT shard, last_key, file_id, size - last_length, last_length, last_crc32c, last_sha256, updated_at, bytes
        FROM changed
      ), counted AS (
        %5$s
      )
      SELECT last_key, updated_at, expires_at, %7$s FROM changed
      """
          .formatted(
              EXPIRY,
              Times.hour(EXPIRY),
              ChunkArrays.COLUMNS,
              FileRow.UPLOADING,
              StoredBytes.add(
                  "SELECT owner, %s, sum(%s) FROM changed GROUP BY owner"
                      .formatted(StoredBytes.ANY_SHARD, StoredBytes.charge("last_length"))),
              TicketRow.COLUMNS,
              TicketRow.columns("changed"));

  private final Database database;

  AppendsStatement(Database database) {
    this.database = database;
  }

  /** Whether an append can go along with others: most can, which only make a file longer. */
  static boolean takes(Append append) {
    return append.completedBy().isEmpty()
        && append.by().isEmpty()
        && !append.quota().bounds(Usage.ofChunk(append.chunk().length()));
  }

  /**
   * @param appends at least one
   * @return the files that have their chunk, by the chunk's key
   */
  Map<ObjectKey, StoredFile> run(List<Append> appends) {
    Map<ObjectKey, Append> asked =
        appends.stream()
            .collect(Collectors.toMap(append -> append.chunk().key(), append -> append));
    return database
        .change(
            "append %d chunks".formatted(appends.size()),
            APPEND,
            parameters -> bind(parameters, appends),
            row -> file(asked, row))
        .stream()
        .collect(Collectors.toMap(file -> file.lastChunk().orElseThrow().key(), file -> file));
  }

  private static void bind(Parameters parameters, List<Append> appends) throws SQLException {
    parameters
        .shards(appends.stream().map(append -> append.seen().id().shard()))
        .array("text", appends.stream().map(append -> append.seen().id().value()).toArray())
        .array("bigint", appends.stream().map(append -> append.seen().revision()).toArray())
        .array("bigint", appends.stream().map(AppendsStatement::declaredSize).toArray());
    chunks(appends).bindAll(parameters);
    parameters
        .durations(appends.stream().map(append -> append.retention().sinceLastChunk()))
        .durations(appends.stream().map(append -> append.retention().sinceCreation()))
        .contents(appends.stream().map(Append::inline));
  }

  private static @Nullable Long declaredSize(Append append) {
    return append.seen().declared().size().map(ByteCount::value).orElse(null);
  }

  private static ChunkArrays chunks(List<Append> appends) {
    return new ChunkArrays(
        appends.stream().map(Append::chunk).toList(),
        appends.stream().map(append -> append.seen().size()).toList());
  }

  /** What the rules made of the file, and what the database has to tell beyond that. */
  private static StoredFile file(Map<ObjectKey, Append> asked, Row row) throws SQLException {
    Append append = Objects.requireNonNull(asked.get(row.key("last_key")));
    StoredFile next = append.next();
    return next.stamped(row.instant("updated_at"), row.instant("expires_at"))
        .with(TicketRow.read(row, next.owner(), next.id()));
  }
}
