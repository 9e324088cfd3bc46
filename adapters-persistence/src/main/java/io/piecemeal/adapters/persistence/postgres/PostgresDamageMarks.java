package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.DamageMarks;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import java.util.Optional;

/** Marks of damage, in the rows of the files. */
record PostgresDamageMarks(Database database) implements DamageMarks {

  /** Before the first id. */
  private static final String START = "";

  static final String NEXT =
      """
      SELECT %s FROM file WHERE file_id > ? AND %s ORDER BY file_id LIMIT 1
      """
          .formatted(FileRow.COLUMNS, FileRow.LIVE);

  private static final String MARK_DAMAGED =
      """
      UPDATE file SET damaged_at = coalesce(damaged_at, now())
      WHERE file_id = ? AND revision = ? AND %s
      RETURNING file_id
      """
          .formatted(FileRow.LIVE);

  private static final String MARK_WHOLE =
      """
      UPDATE file SET damaged_at = NULL
      WHERE file_id = ? AND revision = ? AND size = ? AND damaged_at IS NOT NULL
      RETURNING file_id
      """;

  @Override
  public Optional<StoredFile> next(Optional<FileId> after) {
    String behind = after.map(FileId::value).orElse(START);
    return database
        .ask("next file", NEXT, parameters -> parameters.text(behind), FileRow::read)
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
