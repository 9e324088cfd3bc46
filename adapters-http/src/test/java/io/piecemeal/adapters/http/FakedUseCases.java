package io.piecemeal.adapters.http;

import io.piecemeal.application.access.IssuedTickets;
import io.piecemeal.application.access.RedeemTicketService;
import io.piecemeal.application.event.ReadEventsService;
import io.piecemeal.application.file.AwaitChangeService;
import io.piecemeal.application.file.DamageRegister;
import io.piecemeal.application.file.DeleteFileService;
import io.piecemeal.application.file.FileBytes;
import io.piecemeal.application.file.FileDigests;
import io.piecemeal.application.file.ListChunksService;
import io.piecemeal.application.file.ListFilesService;
import io.piecemeal.application.file.ReadContentService;
import io.piecemeal.application.object.CommitFlag;
import io.piecemeal.application.object.ObjectIntake;
import io.piecemeal.application.upkeep.WatchHighWaterService;
import io.piecemeal.application.upload.AppendChunkService;
import io.piecemeal.application.upload.ChunkHomes;
import io.piecemeal.application.upload.CompleteUploadService;
import io.piecemeal.application.upload.InDoubtCommit;
import io.piecemeal.application.upload.JoinPartsService;
import io.piecemeal.application.upload.OpenUploadService;
import io.piecemeal.application.upload.RewindUploadService;
import io.piecemeal.application.upload.StoreFileService;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.DigestTurns;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.ScanPolicies;
import io.piecemeal.testkit.InMemoryChunkStore;
import io.piecemeal.testkit.InMemoryFileLedger;
import io.piecemeal.testkit.InMemoryStoreMark;
import io.piecemeal.testkit.Samples;
import io.piecemeal.testkit.SequentialIds;
import io.piecemeal.testkit.TestClock;
import java.time.Duration;

/** The use cases of uploads, files and tickets, upon fakes. */
final class FakedUseCases {

  /** Chunks of at most 1000 bytes, files of 2500. */
  private static final Limits LIMITS =
      new Limits(new ByteCount(1000), new ByteCount(2500), new ByteCount(3000));

  private static final Retention RETENTION = Samples.RETENTION;

  private FakedUseCases() {}

  /** All of them on one ledger, with what they are told of limits and times. */
  static Object[] all() {
    TestClock clock = new TestClock();
    InMemoryFileLedger rows = new InMemoryFileLedger(clock);
    InMemoryChunkStore objects = new InMemoryChunkStore(clock);
    SequentialIds ids = new SequentialIds();
    CommitFlag commits = new CommitFlag();
    ObjectIntake intake = new ObjectIntake(objects, objects, rows, commits);
    InDoubtCommit inDoubt = new InDoubtCommit(rows, rows);
    FileBytes bytes = new FileBytes(rows, objects, rows);
    FileDigests digests = new FileDigests(bytes, DigestTurns.of(4));
    var highWater = new WatchHighWaterService(rows.mark(), new InMemoryStoreMark(), commits);
    var open = new OpenUploadService(rows, objects, ids, LIMITS, RETENTION);
    var homes = new ChunkHomes(ids, ChunkHomes.Longest.NONE);
    var append =
        new AppendChunkService(
            rows, rows, inDoubt, intake, bytes, digests, LIMITS, RETENTION, homes);
    var complete = new CompleteUploadService(rows, rows, digests);
    var delete = new DeleteFileService(rows, rows);
    var tickets = new IssuedTickets(rows, rows, objects, ids, Duration.ofHours(1));
    return new Object[] {
      LIMITS,
      RETENTION,
      open,
      append,
      complete,
      delete,
      tickets,
      new RedeemTicketService(tickets, append, complete, LIMITS, clock),
      new StoreFileService(rows, inDoubt, intake, ids, LIMITS, RETENTION),
      new JoinPartsService(rows, rows, open, delete, LIMITS, RETENTION, digests, complete),
      new RewindUploadService(rows, rows),
      new AwaitChangeService(rows, _ -> true),
      // A stream of events ends where it would wait.
      new ReadEventsService(rows.events(), _ -> false),
      new ListFilesService(rows),
      new ListChunksService(rows),
      new ReadContentService(rows, bytes, new DamageRegister(rows, highWater), ScanPolicies.NOBODY)
    };
  }
}
