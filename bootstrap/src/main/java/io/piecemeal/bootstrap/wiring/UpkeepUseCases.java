package io.piecemeal.bootstrap.wiring;

import io.micronaut.context.annotation.Factory;
import io.piecemeal.application.file.DamageRegister;
import io.piecemeal.application.file.FileBytes;
import io.piecemeal.application.object.CommitFlag;
import io.piecemeal.application.object.ObjectIntake;
import io.piecemeal.application.port.in.CollectOrphans;
import io.piecemeal.application.port.in.CompactFiles;
import io.piecemeal.application.port.in.ScrubFiles;
import io.piecemeal.application.port.in.SweepFiles;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.Compactions;
import io.piecemeal.application.port.out.DamageMarks;
import io.piecemeal.application.port.out.DeletionQueue;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.InlineObjects;
import io.piecemeal.application.port.out.LedgerMark;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.application.port.out.Orphans;
import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.application.upkeep.CollectOrphansService;
import io.piecemeal.application.upkeep.CompactFilesService;
import io.piecemeal.application.upkeep.ScrubFilesService;
import io.piecemeal.application.upkeep.SweepFilesService;
import io.piecemeal.application.upkeep.WatchHighWaterService;
import io.piecemeal.application.upload.InDoubtCommit;
import io.piecemeal.bootstrap.jobs.BackgroundWork;
import io.piecemeal.bootstrap.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Puts the use cases behind the jobs and the commands that look after what is kept. */
@Factory
final class UpkeepUseCases {

  /** Longer than a process can be stopped in between and still wake up. */
  private static final Duration REMEMBERED_ORPHAN = Duration.ofDays(7);

  private static final int COLLECTED_AT_ONCE = 1000;

  @Singleton
  SweepFiles sweepFiles(
      WatchHighWater highWater, DeletionQueue deletionQueue, ChunkStore store, Settings settings) {
    return new SweepFilesService(highWater, deletionQueue, store, settings.sweeping());
  }

  /** Where compaction is off, nothing is ever due. */
  @Singleton
  CompactFiles compactFiles(
      Compactions compactions,
      InDoubtCommit inDoubt,
      FileCatalog catalog,
      ObjectIntake intake,
      ChunkStore store,
      FileBytes bytes,
      Settings settings) {
    return settings
        .compacting()
        .<CompactFiles>map(
            policy ->
                new CompactFilesService(
                    compactions, inDoubt, catalog, intake, store, bytes, policy))
        .orElse(_ -> CompactFiles.Step.NOTHING_DUE);
  }

  @Singleton
  DamageRegister damageRegister(DamageMarks conditions, WatchHighWater highWater) {
    return new DamageRegister(conditions, highWater);
  }

  @Singleton
  ScrubFiles scrubFiles(
      DamageMarks conditions,
      DamageRegister damages,
      FileCatalog catalog,
      ChunkStore store,
      InlineObjects inline) {
    return new ScrubFilesService(conditions, damages, catalog, store, inline);
  }

  @Singleton
  WatchHighWater watchHighWater(LedgerMark ledger, StoreMark store, CommitFlag commits) {
    return new WatchHighWaterService(ledger, store, commits);
  }

  @Singleton
  CollectOrphans collectOrphans(
      WatchHighWater highWater,
      ObjectInventory inventory,
      Orphans orphans,
      ChunkStore store,
      Settings settings,
      BackgroundWork work) {
    return new CollectOrphansService(
        highWater,
        // A walk through a large store takes hours; it ends between two pages.
        (after, age, limit) -> {
          work.requireGoingOn();
          return inventory.list(after, age, limit);
        },
        orphans,
        store,
        new CollectOrphansService.Policy(
            settings.upkeep().collectAge(), REMEMBERED_ORPHAN, COLLECTED_AT_ONCE));
  }
}
