package io.piecemeal.bootstrap.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.piecemeal.adapters.persistence.ids.RandomIds;
import io.piecemeal.adapters.persistence.postgres.PostgresPersistence;
import io.piecemeal.adapters.s3.cache.ReadCache;
import io.piecemeal.application.object.LeasedNames;
import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.CommitResolver;
import io.piecemeal.application.port.out.Compactions;
import io.piecemeal.application.port.out.DamageMarks;
import io.piecemeal.application.port.out.DeletionQueue;
import io.piecemeal.application.port.out.DownloadTickets;
import io.piecemeal.application.port.out.EventLog;
import io.piecemeal.application.port.out.FileAssembly;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.InlineObjects;
import io.piecemeal.application.port.out.JobLeases;
import io.piecemeal.application.port.out.LedgerMark;
import io.piecemeal.application.port.out.LedgerProbe;
import io.piecemeal.application.port.out.NamedObjects;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.application.port.out.Orphans;
import io.piecemeal.application.port.out.OwnerBook;
import io.piecemeal.application.port.out.ScanPolicyBook;
import io.piecemeal.application.port.out.ScanQueue;
import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.application.port.out.Tickets;
import io.piecemeal.application.port.out.WriterLeases;
import io.piecemeal.application.scan.ScannedLedger;
import io.piecemeal.batching.BatchSizes;
import io.piecemeal.bootstrap.jobs.Ballast;
import io.piecemeal.bootstrap.jobs.ScanJob;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.bootstrap.sight.AppendStages;
import io.piecemeal.bootstrap.sight.EventCounts;
import io.piecemeal.bootstrap.sight.ReadCacheFigures;
import io.piecemeal.bootstrap.sight.TicketCounts;
import io.piecemeal.bootstrap.sight.Tracing;
import io.piecemeal.domain.upload.ScanPolicies;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * Chooses what is behind the ports out: PostgreSQL for the ledger and the keys, a folder or a
 * bucket for bytes.
 */
@Factory
final class DrivenAdapters {

  @Singleton
  FileLedger fileLedger(
      PostgresPersistence persistence,
      AppendStages stages,
      Tracing tracing,
      Settings settings,
      ScanPolicies policies,
      BeanProvider<ScanJob> scans) {
    FileLedger ledger = tracing.database(FileLedger.class, stages.watch(persistence.files()));
    return settings.scanner().isPresent()
        ? new ScannedLedger(ledger, policies, () -> scans.ifPresent(ScanJob::wake))
        : ledger;
  }

  @Singleton
  FileCatalog fileCatalog(PostgresPersistence persistence, Tracing tracing) {
    return tracing.database(FileCatalog.class, persistence.catalog());
  }

  @Singleton
  FileAssembly fileAssembly(PostgresPersistence persistence, Tracing tracing) {
    return tracing.database(FileAssembly.class, persistence.assembly());
  }

  @Singleton
  EventLog eventLog(PostgresPersistence persistence, EventCounts counts) {
    return counts.watch(persistence.events());
  }

  @Singleton
  InlineObjects inlineObjects(PostgresPersistence persistence, Tracing tracing) {
    return tracing.database(InlineObjects.class, persistence.inline());
  }

  @Singleton
  CommitResolver commitResolver(PostgresPersistence persistence, Tracing tracing) {
    return tracing.database(CommitResolver.class, persistence.resolver());
  }

  @Singleton
  DeletionQueue deletionQueue(PostgresPersistence persistence) {
    return persistence.deletionQueue();
  }

  @Singleton
  Compactions compactions(PostgresPersistence persistence) {
    return persistence.compactions();
  }

  @Singleton
  Orphans orphans(PostgresPersistence persistence) {
    return persistence.orphans();
  }

  @Singleton
  LedgerMark ledgerMark(PostgresPersistence persistence) {
    return persistence.mark();
  }

  @Singleton
  DamageMarks damageMarks(PostgresPersistence persistence) {
    return persistence.conditions();
  }

  @Singleton
  Tickets tickets(PostgresPersistence persistence, TicketCounts counts, Tracing tracing) {
    return tracing.database(Tickets.class, counts.watch(persistence.tickets()));
  }

  @Singleton
  DownloadTickets downloadTickets(PostgresPersistence persistence, Tracing tracing) {
    return tracing.database(DownloadTickets.class, persistence.downloads());
  }

  @Singleton
  OwnerBook ownerBook(PostgresPersistence persistence) {
    return persistence.owners();
  }

  @Singleton
  ScanQueue scanQueue(PostgresPersistence persistence) {
    return persistence.scans();
  }

  @Singleton
  ScanPolicyBook scanPolicyBook(PostgresPersistence persistence) {
    return persistence.scanPolicies();
  }

  @Singleton
  WriterLeases writerLeases(PostgresPersistence persistence) {
    return persistence.writerLeases();
  }

  @Singleton
  JobLeases jobLeases(PostgresPersistence persistence) {
    return persistence.jobLeases();
  }

  @Singleton
  LedgerProbe ledgerProbe(PostgresPersistence persistence) {
    return persistence.probe();
  }

  @Singleton
  ApiKeys apiKeys(PostgresPersistence persistence) {
    return persistence.apiKeys();
  }

  @Singleton
  @Bean(preDestroy = "close")
  ObjectStore objectStore(
      Settings settings,
      Plugins plugins,
      @Value("${piecemeal.store-patience:0s}") Duration patience,
      LeasedNames names,
      AppendStages stages,
      Tracing tracing) {
    return ObjectStore.of(
        settings, plugins, patience, new StoreNames(names), stages.syncs(), tracing.calls());
  }

  @Singleton
  BatchSizes commitSizes(AppendStages stages) {
    return stages.commits();
  }

  /** With the start, which fails if the folder cannot be used. */
  @Context
  @Bean(preDestroy = "close")
  @Requires(property = "piecemeal.read-cache-interval")
  ReadCache readCache(Settings settings, MeterRegistry registry) {
    ReadCache cache = ObjectStore.readCache(settings);
    ReadCacheFigures.register(registry, cache);
    return cache;
  }

  @Singleton
  ChunkStore chunkStore(ObjectStore store) {
    return store.chunks();
  }

  @Singleton
  StoreHealth storeHealth(ObjectStore store) {
    return store.health();
  }

  @Singleton
  Ballast ballast(Settings settings) {
    return Ballast.of(settings);
  }

  @Singleton
  ObjectInventory objectInventory(ObjectStore store) {
    return store.inventory();
  }

  /** Asked for only where {@code TendNames} is. */
  @Singleton
  NamedObjects namedObjects(ObjectStore store) {
    return store.named().orElseThrow();
  }

  @Singleton
  StoreMark storeMark(ObjectStore store) {
    return store.mark();
  }

  @Singleton
  Ids ids() {
    return new RandomIds(new SecureRandom());
  }
}
