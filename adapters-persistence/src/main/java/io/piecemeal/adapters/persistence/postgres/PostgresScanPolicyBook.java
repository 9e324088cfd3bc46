package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.ScanPolicyBook;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.ScanPolicy;
import java.util.List;
import java.util.Locale;

/** A row for each owner with a policy of its own. These are few, and in no shard. */
record PostgresScanPolicyBook(Database database) implements ScanPolicyBook {

  private static final String ALL = "SELECT owner, policy FROM owner_scan";

  private static final String SET =
      """
      INSERT INTO owner_scan (owner, policy, changed_at) VALUES (?, ?, now())
      ON CONFLICT (owner) DO UPDATE SET policy = EXCLUDED.policy, changed_at = EXCLUDED.changed_at
      RETURNING owner_scan.owner
      """;

  private static final String REMOVE = "DELETE FROM owner_scan WHERE owner = ? RETURNING owner";

  @Override
  public List<OwnPolicy> policies() {
    return database.ask(
        "scan policies of owners",
        ALL,
        parameters -> {},
        row ->
            new OwnPolicy(
                new Owner(row.text("owner")),
                ScanPolicy.valueOf(row.text("policy").toUpperCase(Locale.ROOT))));
  }

  @Override
  public void set(Owner owner, ScanPolicy policy) {
    database.change(
        "set the scan policy of %s".formatted(owner),
        SET,
        parameters -> parameters.owner(owner).text(policy.name().toLowerCase(Locale.ROOT)),
        row -> row.text("owner"));
  }

  @Override
  public void remove(Owner owner) {
    database.change(
        "remove the scan policy of %s".formatted(owner),
        REMOVE,
        parameters -> parameters.owner(owner),
        row -> row.text("owner"));
  }
}
