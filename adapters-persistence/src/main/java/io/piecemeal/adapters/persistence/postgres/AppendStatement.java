package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.adapters.persistence.postgres.Database.Statement;
import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.TicketTransfer;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.domain.upload.Usage;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The commit of a chunk: compare-and-set on the file and the chunk's row, in one statement, so that
 * a chunk costs one round trip and the lock on the file lasts no longer than that. Only a quota
 * makes it a transaction of several.
 *
 * <p>If the key was declared dead there is a row of that key already; the violation of its
 * uniqueness undoes the whole statement.
 */
final class AppendStatement {

  private static final String CHARGED =
      "SELECT owner, shard, %s FROM changed".formatted(StoredBytes.charge("last_length"));

  private static final String COUNTED =
      """
      counted AS (
        %s
      )
      """
          .formatted(StoredBytes.add(CHARGED));

  /** The event takes its number behind the total of bytes, as all statements do. */
  private static final String COUNTED_AND_RECORDED =
      """
      counted AS (
        %s
      ), %s
      """
          .formatted(
              StoredBytes.addAndTell(CHARGED),
              RecordedEvents.afterCounted(EventType.FILE_COMPLETED));

  private static final String PLAIN = append("", "", COUNTED);

  private static final String ASKED = ", " + ScanRow.ASKED;

  /** Also takes whether to scan after the retention, and the chunk's length once more. */
  private static final String COMPLETING =
      append(
          ASKED,
          "AND NOT (%s OR %s)"
              .formatted(TicketRow.announcedMoreThan("file.size + ?"), TicketRow.TRANSFER_RUNS),
          COUNTED_AND_RECORDED);

  /** Also takes the chunk's length after the retention, and the transfer at the end. */
  private static final String BY_TICKET = byTicket("", COUNTED);

  /** Also takes whether to scan before that length. */
  private static final String BY_TICKET_COMPLETING = byTicket(ASKED, COUNTED_AND_RECORDED);

  private final Database database;

  AppendStatement(Database database) {
    this.database = database;
  }

  private static String byTicket(String asked, String counted) {
    return append(
        asked + ", ticket_received = ticket_received + ?",
        """
        AND ticket_hash = ? AND ticket_transfers = ? AND ticket_used_at IS NULL
        AND ticket_offset + ticket_received = size
        """,
        counted);
  }

  /** What does not complete a file records no event. */
  private static String append(String change, String condition, String counted) {
    return """
    WITH changed AS (
      UPDATE file SET
        last_key = ?, last_length = ?, last_crc32c = ?, last_sha256 = ?,
        size = size + ?, chunks = chunks + 1,
        state = ?, sha256 = ?, compact_at = CASE WHEN ? AND (chunks > 0 OR ?) THEN now() END,
        updated_at = now(), expires_at = %1$s, expiry_hour = %2$s%5$s
      WHERE shard = ? AND file_id = ? AND %8$s AND state = 'uploading' AND expires_at > now() %6$s
      RETURNING file.shard, %3$s
    ), part AS (
      INSERT INTO chunk (shard, object_key, file_id, chunk_offset, length, crc32c, sha256, created_at, bytes)
      SELECT shard, last_key, file_id, size - last_length, last_length, last_crc32c, last_sha256, updated_at, ?
      FROM changed
    ), %7$s
    SELECT %4$s FROM changed
    """
        .formatted(
            Times.expiry("created_at"),
            Times.hour(Times.expiry("created_at")),
            FileRow.COLUMNS,
            FileRow.columns("changed"),
            change,
            condition,
            counted,
            FileRow.AS_SEEN);
  }

  /** The file with the chunk; empty if it no longer is the one that was seen. */
  Optional<StoredFile> run(Append append) {
    String what =
        "append %s to file %s at %s"
            .formatted(append.chunk().key(), append.seen().id(), append.seen().size());
    Statement<StoredFile> statement =
        new Statement<>(statement(append), parameters -> bind(parameters, append), FileRow::read);
    QuotaCheck quota =
        new QuotaCheck(
            append.seen().owner(), append.quota(), Usage.ofChunk(append.chunk().length()));
    return quota.change(database, what, statement).stream().findFirst();
  }

  private static String statement(Append append) {
    if (append.by().isPresent()) {
      return append.completedBy().isPresent() ? BY_TICKET_COMPLETING : BY_TICKET;
    }
    return append.completedBy().isPresent() ? COMPLETING : PLAIN;
  }

  private static void bind(Parameters parameters, Append append) throws SQLException {
    UploadSession seen = append.seen();
    parameters
        .object(append.chunk())
        .bytes(append.chunk().length())
        .text(append.completedBy().isPresent() ? "complete" : "uploading")
        .digest(append.completedBy())
        .flag(append.completedBy().isPresent())
        .flag(append.inline().isPresent())
        .retention(append.retention())
        .retention(append.retention());
    if (append.completedBy().isPresent()) {
      ScanRow.asks(parameters, append.scan());
    }
    if (append.by().isPresent()) {
      parameters.bytes(append.chunk().length());
    }
    parameters.file(seen.id()).asSeen(seen);
    if (append.by().isPresent()) {
      TicketTransfer transfer = append.by().get();
      parameters.digest(transfer.ticket().token()).number(transfer.number());
    } else if (append.completedBy().isPresent()) {
      parameters.bytes(append.chunk().length());
    }
    parameters.content(append.inline());
  }
}
