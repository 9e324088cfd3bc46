package io.piecemeal.adapters.persistence.postgres;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.application.port.out.Compactions;
import io.piecemeal.application.port.out.DamageMarks;
import io.piecemeal.application.port.out.DeletionQueue;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.FileListing;
import io.piecemeal.application.port.out.LedgerMark;
import io.piecemeal.application.port.out.LedgerProbe;
import io.piecemeal.application.port.out.OnceLedger;
import io.piecemeal.application.port.out.Orphans;
import io.piecemeal.application.port.out.Tickets;
import javax.sql.DataSource;

/**
 * Everything that PostgreSQL does for Piecemeal. Expects the schema to be there: the migrations in
 * {@code db/migration} make it.
 *
 * @param files the ledger
 * @param apiKeys whose {@code find} may be 5 seconds behind what other nodes changed
 */
public record PostgresPersistence(
    FileLedger files,
    OnceLedger once,
    FileListing listing,
    DeletionQueue deletionQueue,
    Compactions compactions,
    Orphans orphans,
    LedgerMark mark,
    DamageMarks conditions,
    Tickets tickets,
    LedgerProbe probe,
    ApiKeys apiKeys) {

  /**
   * @param pool gives connections in autocommit mode; with or without Micronaut's wrapping. The one
   *     that Micronaut makes in this module's presence stands behind its gate already
   */
  public static PostgresPersistence on(DataSource pool, ApiKeyRows apiKeys) {
    // Micronaut Data's wrapping gives connections only inside its own transactions, which the
    // ledger does without.
    Database database = new Database(DelegatingDataSource.unwrapDataSource(pool));
    return new PostgresPersistence(
        new PostgresFileLedger(database),
        new PostgresOnceLedger(database),
        new PostgresFileListing(database),
        new PostgresDeletionQueue(database),
        new PostgresCompactions(database),
        new PostgresOrphans(database),
        new PostgresLedgerMark(database),
        new PostgresDamageMarks(database),
        new PostgresTickets(database),
        new PostgresLedgerProbe(database),
        new PostgresApiKeys(apiKeys));
  }
}
