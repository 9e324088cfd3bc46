package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.DamageMarks;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import java.util.Optional;

/** Marks of damage, in the rows of the files. */
record PostgresDamageMarks(Database database) implements DamageMarks {

  /** Over all shards on purpose, one after the other. */
  static final String NEXT =
      """
      SELECT %s FROM file WHERE (shard, file_id) > (?, ?) AND %s ORDER BY shard, file_id LIMIT 1
      """
          .formatted(FileRow.COLUMNS, FileRow.LIVE);

  /** Damage that was known before happens no second time. */
  private static final String MARK_DAMAGED =
      """
      WITH changed AS (
        UPDATE file SET damaged_at = coalesce(damaged_at, now())
        WHERE shard = ? AND file_id = ? AND revision = ? AND %s
        RETURNING file.shard, file_id, owner, filename, size, sha256, is_part, damaged_at
      ), %s
      SELECT file_id FROM changed
      """
          .formatted(
              FileRow.LIVE, RecordedEvents.where(EventType.FILE_DAMAGED, "damaged_at = now()"));

  private static final String MARK_WHOLE =
      """
      UPDATE file SET damaged_at = NULL
      WHERE shard = ? AND file_id = ? AND revision = ? AND size = ? AND damaged_at IS NOT NULL
      RETURNING file_id
      """;

  @Override
  public Optional<StoredFile> next(Optional<FileId> after) {
    Shard shard = after.map(FileId::shard).orElse(new Shard(0));
    String behind = after.map(FileId::value).orElse("");
    return database
        .ask("next file", NEXT, parameters -> parameters.shard(shard).text(behind), FileRow::read)
        .stream()
        .findFirst();
  }

  @Override
  public boolean markDamaged(StoredFile seen) {
    return !database
        .change(
            "mark file %s as damaged".formatted(seen.id()),
            MARK_DAMAGED,
            parameters -> parameters.file(seen.id()).number(seen.revision()),
            row -> row.text("file_id"))
        .isEmpty();
  }

  @Override
  public void markWhole(StoredFile seen) {
    database.change(
        "mark file %s as whole".formatted(seen.id()),
        MARK_WHOLE,
        parameters -> parameters.file(seen.id()).number(seen.revision()).bytes(seen.size()),
        row -> row.text("file_id"));
  }
}
