package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.ScanQueue;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Scan;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Scans, in the rows of the files. */
record PostgresScanQueue(Database database) implements ScanQueue {

  /** Over all shards on purpose: what is due may be anywhere. */
  static final String TAKE =
      """
      WITH due AS (
        SELECT shard, file_id FROM file
        WHERE state = 'complete' AND scan = 'scanning' AND scan_due_at <= now() AND expires_at > now()
          AND damaged_at IS NULL
        ORDER BY scan_due_at LIMIT ? FOR UPDATE SKIP LOCKED
      )
      UPDATE file SET scan_due_at = now() + %s FROM due
      WHERE file.shard = due.shard AND file.file_id = due.file_id
      RETURNING %s, file.scan_round,
        CAST(extract(epoch FROM now() - file.scan_since) * 1000000 AS bigint) AS waited
      """
          .formatted(Times.INTERVAL, FileRow.COLUMNS);

  /** A file that is in another round waits for something else. */
  private static final String STILL_WAITING =
      "shard = ? AND file_id = ? AND scan = 'scanning' AND scan_round = ? AND %s"
          .formatted(FileRow.LIVE);

  private static final String HOLD =
      "UPDATE file SET scan_due_at = now() + %s WHERE %s RETURNING file_id"
          .formatted(Times.INTERVAL, STILL_WAITING);

  private static final String PASSED = decision(EventType.FILE_PASSED);
  private static final String QUARANTINED = decision(EventType.FILE_QUARANTINED);

  private static final String COMPLETE =
      "shard = ? AND file_id = ? AND state = 'complete' AND expires_at > now() AND NOT is_part";

  private static final String RELEASE =
      """
      WITH changed AS (
        UPDATE file SET scan = 'released', scan_since = now(), scan_due_at = NULL
        WHERE %s AND scan IN ('scanning', 'quarantined')
        RETURNING file.shard, %s
      ), %s
      SELECT %s FROM changed
      """
          .formatted(
              COMPLETE,
              FileRow.COLUMNS,
              RecordedEvents.of(EventType.FILE_RELEASED),
              FileRow.columns("changed"));

  private static final String READABLE =
      "SELECT %s FROM file WHERE %s AND scan IN ('passed', 'released')"
          .formatted(FileRow.COLUMNS, COMPLETE);

  private static final String AGAIN =
      """
      UPDATE file SET scan = 'scanning', scan_finding = NULL, detected_type = NULL,
        scan_round = scan_round + 1, scan_since = now(), scan_due_at = now()
      WHERE %s
      RETURNING %s
      """
          .formatted(COMPLETE, FileRow.COLUMNS);

  private static String decision(EventType type) {
    return """
    WITH changed AS (
      UPDATE file SET scan = ?, scan_finding = ?, detected_type = ?, scan_since = now(), scan_due_at = NULL
      WHERE %s
      RETURNING file.shard, file_id, owner, filename, size, sha256, is_part
    ), %s
    SELECT file_id FROM changed
    """
        .formatted(STILL_WAITING, RecordedEvents.of(type));
  }

  @Override
  public List<Waiting> take(Duration lease, int limit) {
    return database.change(
        "take up files to scan",
        TAKE,
        parameters -> parameters.number(limit).duration(lease),
        row ->
            new Waiting(
                FileRow.readComplete(row),
                row.bigNumber("scan_round"),
                Duration.of(row.bigNumber("waited"), ChronoUnit.MICROS)));
  }

  @Override
  public boolean hold(Waiting waiting, Duration time) {
    return changes(
        "hold file %s for its scan", waiting, HOLD, parameters -> parameters.duration(time));
  }

  @Override
  public boolean decide(Waiting waiting, Scan verdict) {
    String sql =
        switch (verdict.state()) {
          case PASSED -> PASSED;
          case QUARANTINED -> QUARANTINED;
          case SCANNING, RELEASED ->
              throw new IllegalArgumentException("no verdict: " + verdict.state());
        };
    return changes(
        "give the verdict on file %s",
        waiting,
        sql,
        parameters ->
            parameters
                .text(ScanRow.word(verdict.state()))
                .optionalText(verdict.finding())
                .optionalText(verdict.detected().map(ContentType::value)));
  }

  private boolean changes(String what, Waiting waiting, String sql, Database.Binder binder) {
    return !database
        .change(
            what.formatted(waiting.file().id()),
            sql,
            parameters -> {
              binder.bind(parameters);
              parameters.file(waiting.file().id()).number(waiting.round());
            },
            row -> row.text("file_id"))
        .isEmpty();
  }

  @Override
  public Optional<CompleteFile> release(FileId file) {
    Optional<CompleteFile> released = changed("release file %s", file, RELEASE);
    return released.isPresent()
        ? released
        : database
            .ask(
                "find file %s".formatted(file),
                READABLE,
                parameters -> parameters.file(file),
                FileRow::readComplete)
            .stream()
            .findFirst();
  }

  @Override
  public Optional<CompleteFile> again(FileId file) {
    return changed("have file %s scanned", file, AGAIN);
  }

  private Optional<CompleteFile> changed(String what, FileId file, String sql) {
    return database
        .change(
            what.formatted(file), sql, parameters -> parameters.file(file), FileRow::readComplete)
        .stream()
        .findFirst();
  }
}
