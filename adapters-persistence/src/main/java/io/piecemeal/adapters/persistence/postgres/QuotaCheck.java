package io.piecemeal.adapters.persistence.postgres;

import io.micronaut.transaction.TransactionStatus;
import io.piecemeal.adapters.persistence.postgres.Database.Statement;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.upload.FileShards;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Usage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Holds an owner to a quota while something is added. Takes two statements before the one that
 * adds: the lock has to be held before the usage is looked at, and at READ COMMITTED only a new
 * statement sees what was committed while the lock was waited for. So this needs a transaction,
 * which is spared where the quota does not bound what is added.
 *
 * @param added what the change adds to what the owner has
 */
record QuotaCheck(Owner owner, Quota quota, Usage added) {

  /** Writes the row, for engines that lock only what they write. */
  private static final String LOCK =
      """
      INSERT INTO quota_lock (shard, owner, locked_at) VALUES (?, ?, now())
      ON CONFLICT (shard, owner) DO UPDATE SET locked_at = EXCLUDED.locked_at
      RETURNING quota_lock.owner
      """;

  /** Over all shards on purpose: an owner has 16. */
  static final String BYTES =
      """
      SELECT CAST(greatest(coalesce(sum(bytes), 0), 0) AS bigint) AS bytes, 0 AS open_sessions
      FROM stored_bytes WHERE owner = ?
      """;

  /**
   * Over all shards on purpose. Takes time in the number of sessions that the owner has open, which
   * this bounds.
   */
  static final String BYTES_AND_SESSIONS =
      """
      SELECT CAST(greatest(coalesce(sum(bytes), 0), 0) AS bigint) AS bytes,
        CAST((SELECT count(*) FROM file
          WHERE owner = ? AND state = 'uploading' AND expires_at > now()) AS integer) AS open_sessions
      FROM stored_bytes WHERE owner = ?
      """;

  static QuotaCheck ofSession(NewFile file) {
    return new QuotaCheck(file.owner(), file.quota(), Usage.ONE_SESSION);
  }

  static QuotaCheck ofFile(NewFile file, ChunkArrays chunks) {
    return new QuotaCheck(
        file.owner(),
        file.quota(),
        Usage.ofFile(chunks.chunks().stream().map(ChunkObject::length).toList()));
  }

  /** Runs a statement by itself if there is nothing to check. */
  <T> List<T> change(Database database, String what, Statement<T> statement) {
    if (!quota.bounds(added)) {
      return database.change(what, statement);
    }
    return database.of(owner).transact(what, transaction -> changeIn(transaction, statement));
  }

  private <T> List<T> changeIn(TransactionStatus<Connection> transaction, Statement<T> statement)
      throws SQLException {
    List<T> changed = run(transaction, statement);
    if (changed.isEmpty()) {
      transaction.setRollbackOnly();
    }
    return changed;
  }

  /** Runs a statement within a transaction; refuses by what it throws if that changed something. */
  <T> List<T> run(TransactionStatus<Connection> transaction, Statement<T> statement)
      throws SQLException {
    if (!quota.bounds(added)) {
      return statement.in(transaction);
    }
    Usage before = lockedUsage(transaction);
    List<T> changed = statement.in(transaction);
    if (!changed.isEmpty()) {
      quota.requireRoom(before, added);
    }
    return changed;
  }

  private Usage lockedUsage(TransactionStatus<Connection> transaction) throws SQLException {
    new Statement<>(
            LOCK,
            parameters -> parameters.shard(new FileShards(owner).home()).owner(owner),
            row -> row.text("owner"))
        .in(transaction);
    return usage().in(transaction).getFirst();
  }

  private Statement<Usage> usage() {
    return quota.boundsSessions(added)
        ? new Statement<>(
            BYTES_AND_SESSIONS,
            parameters -> parameters.owner(owner).owner(owner),
            QuotaCheck::usage)
        : new Statement<>(BYTES, parameters -> parameters.owner(owner), QuotaCheck::usage);
  }

  private static Usage usage(Row row) throws SQLException {
    return new Usage(row.bytes("bytes"), row.number("open_sessions"));
  }
}
