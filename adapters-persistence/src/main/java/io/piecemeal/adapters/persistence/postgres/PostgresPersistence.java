package io.piecemeal.adapters.persistence.postgres;

import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.transaction.TransactionOperations;
import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.application.port.out.CommitResolver;
import io.piecemeal.application.port.out.Compactions;
import io.piecemeal.application.port.out.DamageMarks;
import io.piecemeal.application.port.out.DeletionQueue;
import io.piecemeal.application.port.out.DownloadTickets;
import io.piecemeal.application.port.out.EventLog;
import io.piecemeal.application.port.out.FileAssembly;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.InlineObjects;
import io.piecemeal.application.port.out.JobLeases;
import io.piecemeal.application.port.out.LedgerMark;
import io.piecemeal.application.port.out.LedgerProbe;
import io.piecemeal.application.port.out.Orphans;
import io.piecemeal.application.port.out.OwnerBook;
import io.piecemeal.application.port.out.ScanPolicyBook;
import io.piecemeal.application.port.out.ScanQueue;
import io.piecemeal.application.port.out.Tickets;
import io.piecemeal.application.port.out.WebhookBook;
import io.piecemeal.application.port.out.WebhookTurns;
import io.piecemeal.application.port.out.WriterLeases;
import io.piecemeal.batching.BatchSizes;
import java.sql.Connection;

/**
 * Everything that PostgreSQL does for Piecemeal. Expects the schema to be there: the migrations in
 * {@code db/migration} make it.
 *
 * @param files the ledger
 * @param apiKeys whose {@code find} may be 5 seconds behind what other nodes changed
 * @param totals figures for operators
 */
public record PostgresPersistence(
    FileLedger files,
    FileCatalog catalog,
    FileAssembly assembly,
    EventLog events,
    WebhookBook webhooks,
    WebhookTurns turns,
    InlineObjects inline,
    CommitResolver resolver,
    DeletionQueue deletionQueue,
    Compactions compactions,
    Orphans orphans,
    LedgerMark mark,
    DamageMarks conditions,
    ScanQueue scans,
    ScanPolicyBook scanPolicies,
    Tickets tickets,
    DownloadTickets downloads,
    OwnerBook owners,
    WriterLeases writerLeases,
    JobLeases jobLeases,
    LedgerProbe probe,
    ApiKeys apiKeys,
    StoredTotals totals) {

  /**
   * On the connections of one {@code DataSource} bean, in autocommit mode. In this module's
   * presence each of them stands behind its gate already.
   */
  public static PostgresPersistence on(
      ConnectionOperations<Connection> connections,
      TransactionOperations<Connection> transactions,
      ApiKeyRows apiKeys) {
    return on(connections, transactions, apiKeys, BatchSizes.UNWATCHED);
  }

  /**
   * The same.
   *
   * @param commits is told how many appends shared a commit
   */
  public static PostgresPersistence on(
      ConnectionOperations<Connection> connections,
      TransactionOperations<Connection> transactions,
      ApiKeyRows apiKeys,
      BatchSizes commits) {
    Database database = new Database(connections, transactions);
    return new PostgresPersistence(
        new PostgresFileLedger(database, commits),
        new PostgresFileCatalog(database),
        new PostgresFileAssembly(database),
        new PostgresEventLog(database),
        new PostgresWebhookBook(database),
        new PostgresWebhookTurns(database),
        new PostgresInlineObjects(database),
        new PostgresCommitResolver(database),
        new PostgresDeletionQueue(database),
        new PostgresCompactions(database),
        new PostgresOrphans(database),
        new PostgresLedgerMark(database),
        new PostgresDamageMarks(database),
        new PostgresScanQueue(database),
        new PostgresScanPolicyBook(database),
        new PostgresTickets(database),
        new PostgresDownloadTickets(database),
        new PostgresOwnerBook(database),
        new PostgresWriterLeases(database),
        new PostgresJobLeases(database),
        new PostgresLedgerProbe(database),
        new PostgresApiKeys(database, apiKeys),
        new StoredTotals(database));
  }
}
