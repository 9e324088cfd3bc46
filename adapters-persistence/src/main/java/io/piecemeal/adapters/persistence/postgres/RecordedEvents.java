package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.domain.event.EventType;

/**
 * What a statement that changes files has in it to record events of them: it takes numbers from the
 * heads of their owners and shards, in an order that all statements keep so that they do not wait
 * for each other in a circle, and enters the events. Parts of other files have no events.
 *
 * <p>A statement that changes a total of stored bytes as well does that first.
 */
final class RecordedEvents {

  private RecordedEvents() {}

  /**
   * Further queries of a {@code WITH}, behind one that is called {@code changed} and has the
   * columns shard, owner, file_id, filename, size, sha256 and is_part.
   */
  static String of(EventType type) {
    return recorded(type, "NOT is_part");
  }

  /** The same, where the totals are changed by a query that is called {@code counted}. */
  static String afterCounted(EventType type) {
    return recorded(type, "NOT is_part AND EXISTS (SELECT 1 FROM counted)");
  }

  /** The same, for those of the files for which the condition holds. */
  static String where(EventType type, String condition) {
    return recorded(type, "NOT is_part AND " + condition);
  }

  private static String recorded(EventType type, String condition) {
    return """
    told AS (
      SELECT shard, owner, file_id, filename, size, sha256 FROM changed WHERE %1$s
    ), numbered AS (
      INSERT INTO event_head (shard, owner, last, dropped)
      SELECT told.shard, told.owner, count(*), 0 FROM told
      GROUP BY told.owner, told.shard ORDER BY told.owner, told.shard
      ON CONFLICT (shard, owner) DO UPDATE SET last = event_head.last + EXCLUDED.last
      RETURNING event_head.shard, event_head.owner, event_head.last
    ), recorded AS (
      INSERT INTO event (shard, owner, number, event_id, type, at, file_id, filename, size, sha256)
      SELECT told.shard, told.owner,
        numbered.last + 1 - row_number() OVER (PARTITION BY told.owner, told.shard ORDER BY told.file_id DESC),
        gen_random_uuid(), '%2$s', now(), told.file_id, told.filename, told.size, told.sha256
      FROM told JOIN numbered ON told.shard = numbered.shard AND told.owner = numbered.owner
    )
    """
        .formatted(condition, type.word());
  }
}
