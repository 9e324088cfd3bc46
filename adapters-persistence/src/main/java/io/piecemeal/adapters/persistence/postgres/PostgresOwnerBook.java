package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.OwnerBook;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.Quota;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;

/** Totals over all shards on purpose: an owner has 16. Quotas are few, and in no shard. */
record PostgresOwnerBook(Database database) implements OwnerBook {

  private static final String CHARGED =
      """
      SELECT owner, CAST(sum(bytes) AS bigint) AS bytes FROM stored_bytes
      GROUP BY owner HAVING sum(bytes) > 0
      """;

  private static final String COUNT =
      """
      SELECT count(*) AS files,
        coalesce(sum(CASE WHEN state = 'uploading' THEN 1 ELSE 0 END), 0) AS open_sessions
      FROM file WHERE owner = ? AND state IN ('uploading', 'complete') AND expires_at > now()
      """;

  private static final String QUOTAS =
      """
      SELECT owner, bytes, coalesce(open_sessions, -1) AS open_sessions FROM owner_quota
      """;

  private static final String SET =
      """
      INSERT INTO owner_quota (owner, bytes, open_sessions, changed_at)
      VALUES (?, ?, nullif(?, -1), now())
      ON CONFLICT (owner) DO UPDATE SET bytes = EXCLUDED.bytes,
        open_sessions = EXCLUDED.open_sessions, changed_at = EXCLUDED.changed_at
      RETURNING owner_quota.owner
      """;

  private static final String REMOVE = "DELETE FROM owner_quota WHERE owner = ? RETURNING owner";

  @Override
  public List<Charge> charged() {
    return database.ask(
        "what owners have",
        CHARGED,
        parameters -> {},
        row -> new Charge(new Owner(row.text("owner")), row.bytes("bytes")));
  }

  @Override
  public FileCounts count(Owner owner) {
    return database
        .ask(
            "count files of %s".formatted(owner),
            COUNT,
            parameters -> parameters.owner(owner),
            row -> new FileCounts(row.bigNumber("files"), row.bigNumber("open_sessions")))
        .getFirst();
  }

  @Override
  public List<OwnQuota> quotas() {
    return database.ask(
        "quotas of owners",
        QUOTAS,
        parameters -> {},
        row -> new OwnQuota(new Owner(row.text("owner")), quota(row)));
  }

  private static Quota quota(Row row) throws SQLException {
    int sessions = row.number("open_sessions");
    return new Quota(
        row.optionalBytes("bytes"), sessions < 0 ? OptionalInt.empty() : OptionalInt.of(sessions));
  }

  @Override
  public void setQuota(Owner owner, Quota quota) {
    database.change(
        "set quota of %s".formatted(owner),
        SET,
        parameters ->
            parameters.owner(owner).bytes(quota.bytes()).number(quota.openSessions().orElse(-1)),
        row -> row.text("owner"));
  }

  @Override
  public void removeQuota(Owner owner) {
    database.change(
        "remove quota of %s".formatted(owner),
        REMOVE,
        parameters -> parameters.owner(owner),
        row -> row.text("owner"));
  }
}
