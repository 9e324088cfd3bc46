package io.piecemeal.bootstrap.wiring;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.piecemeal.application.audit.AuditedUpkeep;
import io.piecemeal.application.file.DamageRegister;
import io.piecemeal.application.file.FileBytes;
import io.piecemeal.application.object.CommitFlag;
import io.piecemeal.application.object.LeasedNames;
import io.piecemeal.application.object.ObjectIntake;
import io.piecemeal.application.port.in.CollectOrphans;
import io.piecemeal.application.port.in.CompactFiles;
import io.piecemeal.application.port.in.ScrubFiles;
import io.piecemeal.application.port.in.SweepFiles;
import io.piecemeal.application.port.in.TendNames;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.in.WatchScrub;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.CommitResolver;
import io.piecemeal.application.port.out.Compactions;
import io.piecemeal.application.port.out.DamageMarks;
import io.piecemeal.application.port.out.DeletionQueue;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.InlineObjects;
import io.piecemeal.application.port.out.JobLeases.Job;
import io.piecemeal.application.port.out.LedgerMark;
import io.piecemeal.application.port.out.NamedObjects;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.application.port.out.Orphans;
import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.application.port.out.WriterLeases;
import io.piecemeal.application.upkeep.CollectOrphansService;
import io.piecemeal.application.upkeep.CompactFilesService;
import io.piecemeal.application.upkeep.ScrubFilesService;
import io.piecemeal.application.upkeep.SweepFilesService;
import io.piecemeal.application.upkeep.TendNamesService;
import io.piecemeal.application.upkeep.WatchHighWaterService;
import io.piecemeal.application.upkeep.WatchedScrub;
import io.piecemeal.application.upload.InDoubtCommit;
import io.piecemeal.bootstrap.jobs.BackgroundWork;
import io.piecemeal.bootstrap.jobs.JobTurns;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.bootstrap.sight.Figures;
import io.piecemeal.bootstrap.sight.UpkeepCounts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** Puts the use cases behind the jobs and the commands that look after what is kept. */
@Factory
final class UpkeepUseCases {

  /** Longer than a process can be stopped in between and still wake up. */
  private static final Duration REMEMBERED_ORPHAN = Duration.ofDays(7);

  private static final int COLLECTED_AT_ONCE = 1000;

  /** For a request or some for each of the names of so many writers. */
  private static final Duration LOOKED_AFTER = Duration.ofMinutes(15);

  private static final int WRITERS_AT_ONCE = 20;

  @Singleton
  SweepFiles sweepFiles(
      WatchHighWater highWater,
      DeletionQueue deletionQueue,
      ChunkStore store,
      Settings settings,
      UpkeepCounts counts) {
    return counts.watch(
        new SweepFilesService(highWater, deletionQueue, store, settings.sweeping()));
  }

  /** Takes what compaction writes, which is no append. */
  record CompactionIntake(ObjectIntake objects) {}

  @Singleton
  CompactionIntake compactionIntake(
      ChunkStore store, StoreHealth health, CommitResolver resolver, CommitFlag commits) {
    return new CompactionIntake(new ObjectIntake(store, health, resolver, commits));
  }

  /** Where compaction is off, nothing is ever due. */
  @Singleton
  CompactFiles compactFiles(
      Compactions compactions,
      InDoubtCommit inDoubt,
      FileCatalog catalog,
      CompactionIntake intake,
      ChunkStore store,
      FileBytes bytes,
      Settings settings,
      UpkeepCounts counts) {
    return settings
        .compacting()
        .map(
            policy ->
                counts.watch(
                    new CompactFilesService(
                        compactions, inDoubt, catalog, intake.objects(), store, bytes, policy)))
        .orElse(_ -> CompactFiles.Step.NOTHING_DUE);
  }

  @Singleton
  DamageRegister damageRegister(DamageMarks conditions, WatchHighWater highWater) {
    return new DamageRegister(conditions, highWater);
  }

  @Singleton
  @Bean(typed = {ScrubFiles.class, WatchScrub.class})
  WatchedScrub scrubFiles(
      DamageMarks conditions,
      DamageRegister damages,
      FileCatalog catalog,
      ChunkStore store,
      InlineObjects inline,
      UpkeepCounts counts,
      BeanProvider<Figures> figures) {
    return new WatchedScrub(
        counts.watch(new ScrubFilesService(conditions, damages, catalog, store, inline)),
        InstantSource.system(),
        () -> figures.get().damagedFiles());
  }

  @Singleton
  WatchHighWater watchHighWater(
      LedgerMark ledger, StoreMark store, CommitFlag commits, AuditedUpkeep audit) {
    return audit.highWater(new WatchHighWaterService(ledger, store, commits));
  }

  @Singleton
  CollectOrphans collectOrphans(
      WatchHighWater highWater,
      ObjectInventory inventory,
      Orphans orphans,
      ChunkStore store,
      Settings settings,
      BackgroundWork work,
      JobTurns turns,
      UpkeepCounts counts) {
    return counts.watch(
        new CollectOrphansService(
            highWater,
            // A walk through a large store takes hours; it ends between two pages.
            (after, age, limit) -> {
              work.requireGoingOn();
              turns.requireHeld(Job.COLLECT);
              return inventory.list(after, age, limit);
            },
            orphans,
            store,
            new CollectOrphansService.Policy(
                settings.upkeep().collectAge(), REMEMBERED_ORPHAN, COLLECTED_AT_ONCE)));
  }

  @Singleton
  LeasedNames leasedNames(WriterLeases leases, Ids ids) {
    return new LeasedNames(leases, ids, System::nanoTime);
  }

  @Singleton
  TendNames tendNames(
      LeasedNames names,
      WriterLeases leases,
      NamedObjects objects,
      Orphans orphans,
      ChunkStore store,
      WatchHighWater highWater,
      Settings settings,
      UpkeepCounts counts) {
    return counts.watch(
        new TendNamesService(
            names,
            leases,
            objects,
            orphans,
            store,
            highWater,
            TendNamesService.Policy.of(
                settings.upkeep().collectAge(),
                LOOKED_AFTER,
                REMEMBERED_ORPHAN,
                WRITERS_AT_ONCE,
                COLLECTED_AT_ONCE)));
  }
}
