package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.Orphans;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.ObjectKey;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Objects that have no row. A fenced key has died in the future: the sweep, which looks for keys
 * that have been dead for some time, comes to it that much later. The keys may be of any shards.
 */
record PostgresOrphans(Database database) implements Orphans {

  static final String UNKNOWN =
      """
      SELECT asked.object_key FROM unnest(?, ?) AS asked (shard, object_key)
      WHERE NOT EXISTS (SELECT 1 FROM chunk
        WHERE chunk.shard = asked.shard AND chunk.object_key = asked.object_key)
      """;

  /** In the order of the keys, so that two collectors do not wait for each other in a circle. */
  private static final String CONDEMN =
      """
      INSERT INTO chunk (shard, object_key, created_at, dead_since)
      SELECT asked.shard, asked.object_key, now(), now() + %s
      FROM unnest(?, ?) AS asked (shard, object_key)
      WHERE coalesce((SELECT mark FROM high_water), 0) >= ?
      ORDER BY asked.shard, asked.object_key
      ON CONFLICT (shard, object_key) DO NOTHING
      RETURNING object_key
      """
          .formatted(Times.INTERVAL);

  @Override
  public List<ObjectKey> unknown(Collection<ObjectKey> keys) {
    return database.ask(
        "look for %d keys".formatted(keys.size()),
        UNKNOWN,
        parameters -> parameters.keys(keys),
        row -> row.key("object_key"));
  }

  @Override
  public List<ObjectKey> fence(Collection<ObjectKey> keys, Duration rest, HighWaterMark seen) {
    return database.change(
        "fence %d keys".formatted(keys.size()),
        CONDEMN,
        parameters -> parameters.duration(rest).keys(keys).number(seen.value()),
        row -> row.key("object_key"));
  }
}
