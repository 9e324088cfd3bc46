package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.LedgerProbe;
import io.piecemeal.domain.storage.StorageFailure;

/** Asks whether the server takes changes; a standby does not. */
record PostgresLedgerProbe(Database database) implements LedgerProbe {

  private static final String LOOK =
      "SELECT current_setting('transaction_read_only') = 'off' AS writable";

  @Override
  public void probe() {
    if (!database
        .ask("probe", LOOK, parameters -> {}, row -> row.flag("writable"))
        .contains(true)) {
      throw new StorageFailure.Unavailable("probe: the server of the ledger is read-only");
    }
  }
}
