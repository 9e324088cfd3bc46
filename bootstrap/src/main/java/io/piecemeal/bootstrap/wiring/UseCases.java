package io.piecemeal.bootstrap.wiring;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.piecemeal.adapters.s3.cache.CachedReads;
import io.piecemeal.adapters.s3.cache.ReadCache;
import io.piecemeal.application.access.ManageOwnersService;
import io.piecemeal.application.access.OwnQuotas;
import io.piecemeal.application.access.OwnScanPolicies;
import io.piecemeal.application.audit.AuditedFiles;
import io.piecemeal.application.audit.AuditedUpkeep;
import io.piecemeal.application.file.AwaitChangeService;
import io.piecemeal.application.file.DamageRegister;
import io.piecemeal.application.file.DeleteFileService;
import io.piecemeal.application.file.FileBytes;
import io.piecemeal.application.file.FileDigests;
import io.piecemeal.application.file.FileLookup;
import io.piecemeal.application.file.FindByDigestService;
import io.piecemeal.application.file.ListChunksService;
import io.piecemeal.application.file.ListFilesService;
import io.piecemeal.application.file.ReadContentService;
import io.piecemeal.application.object.CommitFlag;
import io.piecemeal.application.object.ObjectIntake;
import io.piecemeal.application.object.Pause;
import io.piecemeal.application.port.in.AwaitChange;
import io.piecemeal.application.port.in.CheckHealth;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.FindByDigest;
import io.piecemeal.application.port.in.FindFile;
import io.piecemeal.application.port.in.ListChunks;
import io.piecemeal.application.port.in.ListFiles;
import io.piecemeal.application.port.in.ManageOwners;
import io.piecemeal.application.port.in.ReadContent;
import io.piecemeal.application.port.in.ReadToCompare;
import io.piecemeal.application.port.in.RewindUpload;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.CommitResolver;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.InlineObjects;
import io.piecemeal.application.port.out.LedgerProbe;
import io.piecemeal.application.port.out.OwnerBook;
import io.piecemeal.application.port.out.ScanPolicyBook;
import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.application.upkeep.CheckHealthService;
import io.piecemeal.application.upload.AppendChunkService;
import io.piecemeal.application.upload.ChunkHomes;
import io.piecemeal.application.upload.CompleteUploadService;
import io.piecemeal.application.upload.InDoubtCommit;
import io.piecemeal.application.upload.OpenUploadService;
import io.piecemeal.application.upload.RewindUploadService;
import io.piecemeal.application.upload.StoreFileService;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.bootstrap.sight.AppendStages;
import io.piecemeal.bootstrap.sight.Tracing;
import io.piecemeal.domain.upload.DigestTurns;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.ScanPolicies;
import io.piecemeal.http.server.guard.RequestGuards;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;

/** Puts the use cases behind the ports in, on whatever is behind the ports out. */
@Factory
final class UseCases {

  /** Of all owners at a time, however few processors there are. */
  private static final int LEAST_DIGESTS = 4;

  @Singleton
  Limits limits(Settings settings, OwnQuotas quotas) {
    return settings.limits().with(quotas);
  }

  @Singleton
  OwnQuotas ownQuotas(OwnerBook book, Settings settings) {
    return new OwnQuotas(book, settings.limits().quotas());
  }

  @Singleton
  ManageOwners manageOwners(
      OwnerBook book,
      OwnQuotas quotas,
      ScanPolicyBook scans,
      OwnScanPolicies policies,
      AuditedUpkeep audit) {
    return audit.owners(new ManageOwnersService(book, quotas, scans, policies));
  }

  @Singleton
  Retention retention(Settings settings) {
    return settings.retention();
  }

  @Singleton
  RequestGuards requestGuards(Settings settings) {
    return settings.guards();
  }

  @Singleton
  CommitFlag commitFlag() {
    return new CommitFlag();
  }

  @Singleton
  ObjectIntake objectIntake(
      ChunkStore store,
      StoreHealth health,
      CommitResolver resolver,
      CommitFlag commits,
      AppendStages stages,
      Tracing tracing) {
    return new ObjectIntake(tracing.store(stages.watch(store)), health, resolver, commits);
  }

  @Singleton
  InDoubtCommit inDoubtCommit(CommitResolver resolver, FileCatalog catalog) {
    return new InDoubtCommit(resolver, catalog);
  }

  @Singleton
  FileBytes fileBytes(FileCatalog catalog, ChunkStore store, InlineObjects inline) {
    return new FileBytes(catalog, store, inline);
  }

  /** Reading for a digest keeps a processor busy. */
  @Singleton
  FileDigests fileDigests(FileBytes bytes) {
    int turns = Math.max(LEAST_DIGESTS, 2 * Runtime.getRuntime().availableProcessors());
    return new FileDigests(bytes, DigestTurns.of(turns));
  }

  @Singleton
  @Bean(typed = OpenUploadService.class)
  OpenUploadService openUpload(
      FileLedger ledger, StoreHealth store, Ids ids, Limits limits, Retention retention) {
    return new OpenUploadService(ledger, store, ids, limits, retention);
  }

  @Singleton
  ChunkHomes chunkHomes(Ids ids, Settings settings) {
    return new ChunkHomes(ids, ChunkHomes.Longest.of(settings.inlineChunk()));
  }

  @Singleton
  @Bean(typed = AppendChunkService.class)
  AppendChunkService appendChunk(
      FileCatalog catalog,
      FileLedger ledger,
      InDoubtCommit inDoubt,
      ObjectIntake intake,
      FileBytes bytes,
      FileDigests digests,
      Limits limits,
      Retention retention,
      ChunkHomes homes) {
    return new AppendChunkService(
        catalog, ledger, inDoubt, intake, bytes, digests, limits, retention, homes);
  }

  @Singleton
  @Bean(typed = CompleteUploadService.class)
  CompleteUploadService completeUpload(
      FileCatalog catalog, FileLedger ledger, FileDigests digests) {
    return new CompleteUploadService(catalog, ledger, digests);
  }

  @Singleton
  RewindUpload rewindUpload(FileCatalog catalog, FileLedger ledger, AuditedFiles audit) {
    return audit.rewind(new RewindUploadService(catalog, ledger));
  }

  @Singleton
  @Bean(typed = StoreFileService.class)
  StoreFileService storeFile(
      FileLedger ledger,
      InDoubtCommit inDoubt,
      ObjectIntake intake,
      Ids ids,
      Limits limits,
      Retention retention) {
    return new StoreFileService(ledger, inDoubt, intake, ids, limits, retention);
  }

  @Singleton
  FindFile findFile(FileCatalog catalog, AuditedFiles audit) {
    return audit.find(new FileLookup(catalog));
  }

  @Singleton
  AwaitChange awaitChange(FileCatalog catalog, Pause pause, AuditedFiles audit) {
    return audit.await(new AwaitChangeService(catalog, pause));
  }

  @Singleton
  ListFiles listFiles(FileCatalog catalog) {
    return new ListFilesService(catalog);
  }

  @Singleton
  FindByDigest findByDigest(FileCatalog catalog, Retention retention) {
    return new FindByDigestService(catalog, InstantSource.system(), retention);
  }

  @Singleton
  ListChunks listChunks(FileCatalog catalog, AuditedFiles audit) {
    return audit.chunks(new ListChunksService(catalog));
  }

  @Singleton
  ReadContent readContent(
      FileCatalog catalog,
      ChunkStore store,
      Optional<ReadCache> cache,
      InlineObjects inline,
      DamageRegister damages,
      ScanPolicies policies,
      AuditedFiles audit) {
    ChunkStore read = cache.<ChunkStore>map(kept -> new CachedReads(store, kept)).orElse(store);
    FileBytes bytes = new FileBytes(catalog, read, inline);
    return audit.read(new ReadContentService(catalog, bytes, damages, policies));
  }

  @Singleton
  ReadToCompare readToCompare(
      FileCatalog catalog, FileBytes bytes, DamageRegister damages, ScanPolicies policies) {
    return new ReadContentService(catalog, bytes, damages, policies).toCompare();
  }

  @Singleton
  DeleteFile deleteFile(FileCatalog catalog, FileLedger ledger, AuditedFiles audit) {
    return audit.delete(new DeleteFileService(catalog, ledger));
  }

  @Singleton
  CheckHealth checkHealth(LedgerProbe ledger, StoreHealth store, WatchHighWater highWater) {
    // Platform threads, since one that is stuck in the kernel would keep a carrier from all others.
    return new CheckHealthService(
        ledger,
        store,
        highWater,
        Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("health-", 0).factory()),
        System::nanoTime);
  }
}
