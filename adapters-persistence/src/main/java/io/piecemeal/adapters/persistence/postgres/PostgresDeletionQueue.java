package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.DeletionQueue;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.upload.IdempotencyKey;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * The way out of the ledger. What a statement is about to change it picks and locks first, past
 * what others have locked.
 *
 * <p>All of these go over all shards on purpose, since what is due may be anywhere. Every row that
 * they change they name with its shard, but for the charge of owners: of the shards of the rows
 * that go at the same time, one takes it for all.
 */
record PostgresDeletionQueue(Database database) implements DeletionQueue {

  /** A file without chunks has no keys to kill. */
  static final String EXPIRE =
      """
      WITH over AS (
        SELECT shard, file_id FROM file
        WHERE state IN ('uploading', 'complete') AND expiry_hour <= %s AND expires_at <= now()
        ORDER BY expiry_hour LIMIT ? FOR UPDATE SKIP LOCKED
      ), changed AS (
        UPDATE file
        SET state = CASE WHEN chunks = 0 THEN 'emptied' ELSE 'deleted' END, gone_since = expires_at
        FROM over WHERE file.shard = over.shard AND file.file_id = over.file_id
        RETURNING file.shard, file.file_id, file.owner, file.filename, file.size, file.sha256, file.is_part
      ), %s
      SELECT file_id FROM changed
      """
          .formatted(Times.hour("now()"), RecordedEvents.of(EventType.FILE_EXPIRED));

  /**
   * Every deleted file has at least one chunk, so that many files as the limit are enough. That a
   * key still has its file is checked again when its row is changed: another may have killed it
   * since.
   */
  static final String KILL_KEYS =
      """
      WITH deleted AS (
        SELECT shard, file_id, owner FROM file WHERE state = 'deleted'
        ORDER BY gone_since LIMIT ? FOR UPDATE SKIP LOCKED
      ), taken AS (
        SELECT chunk.shard, chunk.object_key, deleted.owner FROM chunk, deleted
        WHERE chunk.shard = deleted.shard AND chunk.file_id = deleted.file_id LIMIT ?
      ), emptied AS (
        UPDATE file SET state = 'emptied' FROM deleted
        WHERE file.shard = deleted.shard AND file.file_id = deleted.file_id AND NOT EXISTS (
          SELECT 1 FROM chunk WHERE chunk.shard = deleted.shard AND chunk.file_id = deleted.file_id
            AND NOT EXISTS (SELECT 1 FROM taken
              WHERE taken.shard = chunk.shard AND taken.object_key = chunk.object_key))
      )
      UPDATE chunk SET file_id = NULL, dead_since = now(), charged_to = taken.owner
      FROM taken
      WHERE chunk.shard = taken.shard AND chunk.object_key = taken.object_key AND chunk.file_id IS NOT NULL
      RETURNING chunk.object_key
      """;

  static final String CLAIM =
      """
      WITH due AS (
        SELECT shard, object_key FROM chunk WHERE dead_since <= now() - %s
        ORDER BY dead_since LIMIT ? FOR UPDATE SKIP LOCKED
      )
      UPDATE chunk SET dead_since = now() FROM due
      WHERE chunk.shard = due.shard AND chunk.object_key = due.object_key
      RETURNING chunk.object_key
      """
          .formatted(Times.INTERVAL);

  private static final String REMOVE_ROWS =
      """
      WITH removed AS (
        DELETE FROM chunk USING unnest(?, ?) AS gone (shard, object_key)
        WHERE chunk.shard = gone.shard AND chunk.object_key = gone.object_key AND chunk.dead_since IS NOT NULL
        RETURNING chunk.shard, chunk.object_key, chunk.charged_to, chunk.length
      ), counted AS (
        %s
      )
      SELECT object_key FROM removed
      """
          .formatted(
              StoredBytes.add(
                  "SELECT charged_to, %s, -sum(%s) FROM removed WHERE charged_to IS NOT NULL GROUP BY charged_to"
                      .formatted(StoredBytes.ANY_SHARD, StoredBytes.charge("length"))));

  static final String PURGE =
      """
      WITH over AS (
        SELECT shard, file_id FROM file WHERE state = 'emptied' AND gone_since <= now() - %s
        ORDER BY gone_since LIMIT ? FOR UPDATE SKIP LOCKED
      ), purged AS (
        DELETE FROM file USING over WHERE file.shard = over.shard AND file.file_id = over.file_id
        RETURNING file.shard, file.file_id, file.owner
      ), counted AS (
        %s
      )
      SELECT file_id FROM purged
      """
          .formatted(
              Times.INTERVAL,
              StoredBytes.add(
                  "SELECT owner, %s, -%d * count(*) FROM purged GROUP BY owner"
                      .formatted(StoredBytes.ANY_SHARD, StoredBytes.FILE)));

  /** A key that is used again while this runs is younger by then, and stays. */
  static final String FORGET_REQUESTS =
      """
      WITH over AS (
        SELECT shard, owner, idempotency_key FROM first_answer WHERE created_at <= now() - %s
        ORDER BY created_at LIMIT ? FOR UPDATE SKIP LOCKED
      )
      DELETE FROM first_answer USING over
      WHERE first_answer.shard = over.shard AND first_answer.owner = over.owner
        AND first_answer.idempotency_key = over.idempotency_key
      RETURNING first_answer.owner
      """
          .formatted(Times.INTERVAL);

  @Override
  public int expire(int limit) {
    return count("expire files", EXPIRE, parameters -> parameters.number(limit));
  }

  @Override
  public int killKeys(int limit) {
    return count("kill keys", KILL_KEYS, parameters -> parameters.number(limit).number(limit));
  }

  @Override
  public List<ObjectKey> claim(Duration rest, int limit) {
    return database.change(
        "claim keys",
        CLAIM,
        parameters -> parameters.duration(rest).number(limit),
        row -> row.key("object_key"));
  }

  @Override
  public void removeRows(Collection<ObjectKey> keys) {
    count("remove rows", REMOVE_ROWS, parameters -> parameters.keys(keys));
  }

  @Override
  public int purge(Duration remembered, int limit) {
    return count("purge files", PURGE, parameters -> parameters.duration(remembered).number(limit));
  }

  @Override
  public int forgetRequests(int limit) {
    return count(
        "forget requests",
        FORGET_REQUESTS,
        parameters -> parameters.duration(IdempotencyKey.REMEMBERED).number(limit));
  }

  private int count(String what, String sql, Database.Binder binder) {
    return database.change(what, sql, binder, row -> 1).size();
  }
}
