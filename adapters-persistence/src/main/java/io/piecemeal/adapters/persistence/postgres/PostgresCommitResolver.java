package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.CommitResolver;
import io.piecemeal.domain.storage.ObjectKey;
import java.util.List;

/**
 * Decides about a key by entering it as dead into the table in which commits enter it as live.
 * Waits for a commit that is under way with this key, and looks only then.
 */
final class PostgresCommitResolver implements CommitResolver {

  private static final String DECLARE_DEAD =
      """
      INSERT INTO chunk (shard, object_key, created_at, dead_since) VALUES (?, ?, now(), now())
      ON CONFLICT (shard, object_key) DO NOTHING
      RETURNING object_key
      """;

  private static final String LOOK =
      "SELECT dead_since IS NULL AS live FROM chunk WHERE shard = ? AND object_key = ?";

  private final Database database;

  PostgresCommitResolver(Database database) {
    this.database = database;
  }

  @Override
  public CommitStatus resolve(ObjectKey key) {
    if (declareDead(key)) {
      return CommitStatus.DEAD;
    }
    // No row by now: it was dead, and its bytes were removed meanwhile.
    return look(key).contains(true) ? CommitStatus.LIVE : CommitStatus.DEAD;
  }

  /** Asked rather than changed: who gets no answer just asks again. */
  private boolean declareDead(ObjectKey key) {
    return !database
        .ask(
            "resolve %s".formatted(key),
            DECLARE_DEAD,
            parameters -> parameters.shard(key.shard()).key(key),
            row -> row.key("object_key"))
        .isEmpty();
  }

  private List<Boolean> look(ObjectKey key) {
    return database.ask(
        "look for %s".formatted(key),
        LOOK,
        parameters -> parameters.shard(key.shard()).key(key),
        row -> row.flag("live"));
  }
}
