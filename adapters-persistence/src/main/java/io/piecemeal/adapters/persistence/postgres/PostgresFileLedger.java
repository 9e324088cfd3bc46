package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.Entry;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.batching.BatchSizes;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.util.List;
import java.util.Optional;

/** The ledger. Each statement with more than a line to it has a class of its own. */
final class PostgresFileLedger implements FileLedger {

  private static final String COMPLETE =
      """
      WITH changed AS (
        UPDATE file SET state = 'complete', sha256 = ?, updated_at = now(), %s,
          compact_at = CASE WHEN chunks > 1 OR EXISTS (
            SELECT 1 FROM chunk WHERE chunk.shard = file.shard AND chunk.file_id = file.file_id AND bytes IS NOT NULL) THEN now() END
        WHERE shard = ? AND file_id = ? AND %s AND state = 'uploading' AND expires_at > now()
          AND NOT %s
        RETURNING file.shard, %s
      ), %s
      SELECT %s FROM changed
      """
          .formatted(
              ScanRow.ASKED,
              FileRow.AS_SEEN,
              TicketRow.announcedMoreThan("file.size"),
              FileRow.COLUMNS,
              RecordedEvents.of(EventType.FILE_COMPLETED),
              FileRow.columns("changed"));

  /** Takes the file, its owner, and the file again. */
  static final String DELETE =
      """
      WITH changed AS (
        UPDATE file SET state = CASE WHEN chunks = 0 THEN 'emptied' ELSE 'deleted' END, gone_since = now()
        WHERE shard = ? AND file_id = ? AND owner = ? AND %s
        RETURNING file.shard, %s
      ), whole AS (
        SELECT shard, owner, %s AS of_parts FROM changed
      ), detached AS (
        UPDATE file SET
          part_of = CASE WHEN of_parts THEN NULL ELSE part_of END,
          state = CASE WHEN of_parts THEN state WHEN chunks = 0 THEN 'emptied' ELSE 'deleted' END,
          gone_since = CASE WHEN of_parts THEN NULL ELSE now() END
        FROM whole
        WHERE file.shard = ? AND part_of = ? AND file.shard = whole.shard AND file.owner = whole.owner
          AND gone_since IS NULL AND expires_at > now()
      ), %s
      SELECT %s FROM changed
      """
          .formatted(
              FileRow.LIVE,
              FileRow.COLUMNS,
              RoleInDialect.IS_OF_PARTS,
              RecordedEvents.of(EventType.FILE_DELETED),
              FileRow.columns("changed"));

  private final Database database;
  private final EnterStatement enter;
  private final IdempotentEntry enterOnce;
  private final GroupCommit append;
  private final RewindStatement rewind;

  PostgresFileLedger(Database database, BatchSizes commits) {
    this.database = database;
    enter = new EnterStatement(database);
    enterOnce = new IdempotentEntry(database);
    append = new GroupCommit(database, commits);
    rewind = new RewindStatement(database);
  }

  @Override
  public Entry open(NewFile file) {
    return file.request().isPresent()
        ? enterOnce.open(file, file.request().get())
        : new Entry.Entered(enter.open(file));
  }

  @Override
  public Entry store(NewFile file, List<ChunkObject> objects, Sha256 sha256) {
    return file.request().isPresent()
        ? enterOnce.store(file, objects, sha256, file.request().get())
        : new Entry.Entered(enter.store(file, ChunkArrays.fromStart(objects), sha256));
  }

  @Override
  public Commit append(Append step) {
    return commit(append.run(step));
  }

  @Override
  public Commit complete(CompleteFile next) {
    return commit(
        database
            .of(next.owner())
            .change(
                "complete file %s".formatted(next.id()),
                COMPLETE,
                parameters ->
                    ScanRow.asks(parameters.digest(next.sha256()), next.scan())
                        .file(next.id())
                        .asSeen(next),
                FileRow::read));
  }

  @Override
  public Commit rewind(UploadSession seen, ByteCount size) {
    return commit(rewind.run(seen, size));
  }

  @Override
  public Commit delete(Owner owner, FileId file) {
    return commit(
        database
            .of(owner)
            .change(
                "delete file %s".formatted(file),
                DELETE,
                parameters -> parameters.file(file).owner(owner).file(file),
                FileRow::read));
  }

  /** A conditional statement returns the row that it changed, or none. */
  private static Commit commit(List<StoredFile> changed) {
    return commit(changed.stream().findFirst());
  }

  private static Commit commit(Optional<StoredFile> changed) {
    return changed.<Commit>map(Commit.Committed::new).orElseGet(Commit.Superseded::new);
  }
}
