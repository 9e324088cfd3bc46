package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.LedgerProbe;

/** Asks for one row. */
record PostgresLedgerProbe(Database database) implements LedgerProbe {

  @Override
  public void probe() {
    database.ask("probe", "SELECT 1 AS answer", parameters -> {}, row -> row.number("answer"));
  }
}
