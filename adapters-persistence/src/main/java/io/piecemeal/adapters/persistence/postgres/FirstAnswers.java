package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.adapters.persistence.postgres.Database.Statement;
import io.piecemeal.application.port.out.Entry;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.application.port.out.RequestIdentity;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.upload.FileShards;
import io.piecemeal.domain.upload.IdempotencyKey;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The statements on the table {@code first_answer}. */
final class FirstAnswers {

  private static final Set<String> KEY = Set.of("shard", "owner", "idempotency_key");

  private static final List<String> COLUMNS =
      List.of(
          "shard",
          "idempotency_key",
          "fingerprint",
          "file_id",
          "owner",
          "filename",
          "content_type",
          "declared_size",
          "declared_sha256",
          "metadata_dialect",
          "metadata",
          "is_part",
          "part_of",
          "never_rewound",
          "size",
          "chunks",
          "last_key",
          "last_length",
          "last_crc32c",
          "last_sha256",
          "sha256",
          "scan",
          "revision",
          "created_at",
          "updated_at",
          "expires_at");

  /**
   * Waits for the transaction that is claiming the same key. Gives no row if the key is taken after
   * that, and then keeps the row that takes it from being removed.
   */
  private static final String CLAIM =
      """
      INSERT INTO first_answer (%s)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CASE WHEN ? THEN 'scanning' END, 0, now(), now(), %s)
      ON CONFLICT (shard, owner, idempotency_key) DO UPDATE SET %s
      WHERE first_answer.created_at <= now() - %s
      RETURNING first_answer.owner
      """
          .formatted(
              String.join(", ", COLUMNS),
              Times.expiry("now()"),
              COLUMNS.stream()
                  .filter(column -> !KEY.contains(column))
                  .map(column -> column + " = EXCLUDED." + column)
                  .collect(Collectors.joining(", ")),
              Times.INTERVAL);

  private static final String READ =
      """
      SELECT fingerprint, %s FROM first_answer WHERE shard = ? AND owner = ? AND idempotency_key = ?
      """
          .formatted(FileRow.entered("first_answer"));

  private FirstAnswers() {}

  /** Gives one row, whatever is in it, if the key is claimed, and none if it is taken. */
  static Statement<String> claim(
      NewFile file, RequestIdentity identity, ChunkArrays chunks, Optional<Sha256> sha256) {
    return new Statement<>(
        CLAIM,
        parameters -> bind(parameters, file, identity, chunks, sha256),
        row -> row.text("owner"));
  }

  private static void bind(
      Parameters parameters,
      NewFile file,
      RequestIdentity identity,
      ChunkArrays chunks,
      Optional<Sha256> sha256)
      throws SQLException {
    parameters
        .shard(shard(file.owner(), identity))
        .text(identity.key().value())
        .digest(identity.fingerprint())
        .text(file.id().value());
    EnterStatement.request(parameters, file).bytes(chunks.size()).number(chunks.count());
    chunks.bindLast(parameters);
    parameters
        .digest(sha256)
        .flag(file.scan().isPresent())
        .retention(file.retention())
        .duration(IdempotencyKey.REMEMBERED);
  }

  /** Not that of the file, which each attempt may have put elsewhere. */
  private static Shard shard(Owner owner, RequestIdentity identity) {
    return new FileShards(owner).of(identity.key());
  }

  /** Gives one row if the key is taken: what that means for a request. */
  static Statement<Entry> read(Owner owner, RequestIdentity identity) {
    return new Statement<>(
        READ,
        parameters ->
            parameters.shard(shard(owner, identity)).owner(owner).text(identity.key().value()),
        row -> entry(row, identity));
  }

  private static Entry entry(Row row, RequestIdentity identity) throws SQLException {
    boolean same = row.digest("fingerprint").filter(identity.fingerprint()::equals).isPresent();
    return same ? new Entry.Repeated(FileRow.readEntered(row)) : new Entry.KeyReused();
  }
}
