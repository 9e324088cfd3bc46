package io.piecemeal.e2e.faults;

import io.piecemeal.adapters.persistence.disk.DiskChunkStore;
import io.piecemeal.adapters.persistence.ids.RandomIds;
import io.piecemeal.adapters.persistence.postgres.PostgresPersistence;
import io.piecemeal.application.file.DamageRegister;
import io.piecemeal.application.file.DeleteFileService;
import io.piecemeal.application.file.FileBytes;
import io.piecemeal.application.file.FileDigests;
import io.piecemeal.application.file.ListFilesService;
import io.piecemeal.application.file.ReadContentService;
import io.piecemeal.application.object.CommitFlag;
import io.piecemeal.application.object.ObjectIntake;
import io.piecemeal.application.port.in.AppendChunk;
import io.piecemeal.application.port.in.CollectOrphans;
import io.piecemeal.application.port.in.CompactFiles;
import io.piecemeal.application.port.in.CompleteUpload;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.ListFiles;
import io.piecemeal.application.port.in.OpenUpload;
import io.piecemeal.application.port.in.ReadContent;
import io.piecemeal.application.port.in.RewindUpload;
import io.piecemeal.application.port.in.StoreFile;
import io.piecemeal.application.port.in.SweepFiles;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.upkeep.CollectOrphansService;
import io.piecemeal.application.upkeep.CompactFilesService;
import io.piecemeal.application.upkeep.SweepFilesService;
import io.piecemeal.application.upkeep.WatchHighWaterService;
import io.piecemeal.application.upload.AppendChunkService;
import io.piecemeal.application.upload.ChunkHomes;
import io.piecemeal.application.upload.CompleteUploadService;
import io.piecemeal.application.upload.InDoubtCommit;
import io.piecemeal.application.upload.OpenUploadService;
import io.piecemeal.application.upload.RewindUploadService;
import io.piecemeal.application.upload.StoreFileService;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.DigestTurns;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.ScanPolicies;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;

/** The use cases on the real adapters, on a ledger and a folder. */
record UseCasesOnRealAdapters(
    OpenUpload open,
    AppendChunk append,
    RewindUpload rewind,
    CompleteUpload complete,
    StoreFile store,
    ListFiles list,
    ReadContent read,
    DeleteFile delete,
    SweepFiles sweep,
    CompactFiles compact,
    CollectOrphans collect,
    DiskChunkStore objects)
    implements AutoCloseable {

  /** The longest chunk that the ledger keeps. */
  static final ByteCount INLINE = new ByteCount(5);

  private static final ByteCount MIB = new ByteCount(1 << 20);

  static UseCasesOnRealAdapters on(PostgresPersistence ledger, Path folder) {
    Limits limits = Limits.DEFAULT;
    Retention retention = Retention.DEFAULT;
    DiskChunkStore objects = new DiskChunkStore(folder, ByteCount.ZERO);
    CommitFlag commits = new CommitFlag();
    WatchHighWater highWater = new WatchHighWaterService(ledger.mark(), objects.mark(), commits);
    ObjectIntake intake = new ObjectIntake(objects, objects, ledger.resolver(), commits);
    InDoubtCommit inDoubt = new InDoubtCommit(ledger.resolver(), ledger.catalog());
    FileBytes bytes = new FileBytes(ledger.catalog(), objects, ledger.inline());
    FileDigests digests = new FileDigests(bytes, DigestTurns.of(4));
    RandomIds ids = new RandomIds(new SecureRandom());
    ChunkHomes homes = new ChunkHomes(ids, new ChunkHomes.Longest(INLINE, ByteCount.ZERO));
    return new UseCasesOnRealAdapters(
        new OpenUploadService(ledger.files(), objects, ids, limits, retention),
        new AppendChunkService(
            ledger.catalog(),
            ledger.files(),
            inDoubt,
            intake,
            bytes,
            digests,
            limits,
            retention,
            homes),
        new RewindUploadService(ledger.catalog(), ledger.files()),
        new CompleteUploadService(ledger.catalog(), ledger.files(), digests),
        new StoreFileService(ledger.files(), inDoubt, intake, ids, limits, retention),
        new ListFilesService(ledger.catalog()),
        new ReadContentService(
            ledger.catalog(),
            bytes,
            new DamageRegister(ledger.conditions(), highWater),
            ScanPolicies.NOBODY),
        new DeleteFileService(ledger.catalog(), ledger.files()),
        new SweepFilesService(
            highWater,
            ledger.deletionQueue(),
            objects,
            new SweepFilesService.Policy(Duration.ZERO, Duration.ofDays(1), 100)),
        new CompactFilesService(
            ledger.compactions(),
            inDoubt,
            ledger.catalog(),
            intake,
            objects,
            bytes,
            new CompactFilesService.Policy(2, MIB, Duration.ZERO)),
        new CollectOrphansService(
            highWater,
            objects.inventory(),
            ledger.orphans(),
            objects,
            new CollectOrphansService.Policy(Duration.ZERO, Duration.ofDays(7), 100)),
        objects);
  }

  @Override
  public void close() {
    objects.close();
  }
}
