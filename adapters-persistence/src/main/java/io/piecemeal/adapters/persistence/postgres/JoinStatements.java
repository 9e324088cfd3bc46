package io.piecemeal.adapters.persistence.postgres;

import io.micronaut.transaction.TransactionStatus;
import io.piecemeal.adapters.persistence.postgres.Database.Statement;
import io.piecemeal.application.port.out.Join;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Joins parts to a file: one row for the file, one for each part, one for each chunk, and no bytes.
 * A transaction of three statements, each in the one shard of all these rows.
 *
 * <p>A part has to end with the chunk that was seen: the one thing that a compaction changes of it.
 */
record JoinStatements(Database database) {

  private static final String LENGTHEN =
      """
      UPDATE file SET
        last_key = ?, last_length = ?, last_crc32c = ?, last_sha256 = ?, size = ?, chunks = ?,
        updated_at = now(), expires_at = %1$s, expiry_hour = %2$s
      WHERE shard = ? AND file_id = ? AND %5$s AND %3$s AND expires_at > now()
      RETURNING %4$s
      """
          .formatted(
              Times.expiry("created_at"),
              Times.hour(Times.expiry("created_at")),
              FileRow.UPLOADING,
              FileRow.COLUMNS,
              FileRow.AS_SEEN);

  /** Their chunks are moved by the next statement, so nothing is left of them to retire. */
  private static final String TAKE_PARTS =
      """
      UPDATE file SET state = 'emptied', gone_since = now(), part_of = ?, part_offset = part.part_offset
      FROM unnest(?, ?, ?) AS part (file_id, part_offset, last_key)
      WHERE file.shard = ? AND file.file_id = part.file_id AND file.owner = ? AND file.is_part
        AND file.sha256 IS NOT NULL AND file.gone_since IS NULL AND file.expires_at > now()
        AND coalesce(file.part_of, ?) = ? AND file.last_key IS NOT DISTINCT FROM part.last_key
      RETURNING file.file_id
      """;

  private static final String MOVE_CHUNKS =
      """
      UPDATE chunk SET file_id = ?, chunk_offset = chunk.chunk_offset + part.part_offset
      FROM unnest(?, ?) AS part (file_id, part_offset)
      WHERE chunk.shard = ? AND chunk.file_id = part.file_id
      RETURNING chunk.object_key
      """;

  /** The session with its parts; empty if something is not as it was seen. */
  Optional<StoredFile> run(Join join) {
    return database
        .of(join.seen().owner())
        .transact(
            "join %d parts to file %s".formatted(join.parts().size(), join.seen().id()),
            transaction -> runIn(transaction, join));
  }

  private static Optional<StoredFile> runIn(TransactionStatus<Connection> transaction, Join join)
      throws SQLException {
    List<StoredFile> lengthened = lengthen(join).in(transaction);
    if (lengthened.isEmpty() || takeParts(join).in(transaction).size() < join.parts().size()) {
      transaction.setRollbackOnly();
      return Optional.empty();
    }
    moveChunks(join).in(transaction);
    return Optional.of(lengthened.getFirst());
  }

  private static Statement<StoredFile> lengthen(Join join) {
    UploadSession next = join.next();
    return new Statement<>(
        LENGTHEN,
        parameters -> {
          if (next.lastChunk().isPresent()) {
            parameters.object(next.lastChunk().get());
          } else {
            parameters.absent().absent().absent().absent();
          }
          parameters
              .bytes(next.size())
              .number(next.chunks())
              .retention(join.retention())
              .retention(join.retention())
              .file(next.id())
              .asSeen(join.seen());
        },
        FileRow::read);
  }

  private static Statement<String> takeParts(Join join) {
    String whole = join.seen().id().value();
    return new Statement<>(
        TAKE_PARTS,
        parameters ->
            parameters
                .text(whole)
                .array("text", ids(join))
                .array("bigint", offsets(join))
                .array("uuid", lastKeys(join))
                .shard(join.seen().id().shard())
                .owner(join.seen().owner())
                .text(whole)
                .text(whole),
        row -> row.text("file_id"));
  }

  private static Statement<Integer> moveChunks(Join join) {
    return new Statement<>(
        MOVE_CHUNKS,
        parameters ->
            parameters
                .text(join.seen().id().value())
                .array("text", ids(join))
                .array("bigint", offsets(join))
                .shard(join.seen().id().shard()),
        row -> 1);
  }

  private static Object[] ids(Join join) {
    return join.parts().stream().map(part -> part.id().value()).toArray();
  }

  private static Object[] lastKeys(Join join) {
    return join.parts().stream()
        .map(part -> part.lastChunk().map(last -> last.key().value()).orElse(null))
        .toArray();
  }

  private static Object[] offsets(Join join) {
    List<Object> offsets = new ArrayList<>();
    ByteCount end = join.seen().size();
    for (CompleteFile part : join.parts()) {
      offsets.add(end.value());
      end = end.plus(part.size());
    }
    return offsets.toArray();
  }
}
