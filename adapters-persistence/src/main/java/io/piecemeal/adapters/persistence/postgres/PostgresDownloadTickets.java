package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.DownloadTickets;
import io.piecemeal.application.port.out.TicketHash;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.DownloadTicket;
import io.piecemeal.domain.upload.FileId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Tickets to read files, in rows of their own that go with those of the files. */
record PostgresDownloadTickets(Database database) implements DownloadTickets {

  /** Makes room first. Of several at the same time each may leave one too many to the next. */
  static final String ISSUE =
      """
      WITH found AS (
        SELECT shard, file_id, owner, least(now() + %s, expires_at) AS ticket_end FROM file
        WHERE shard = ? AND file_id = ? AND owner = ? AND state = 'complete' AND expires_at > now()
      ), dropped AS (
        DELETE FROM download_ticket USING found
        WHERE download_ticket.shard = found.shard AND download_ticket.file_id = found.file_id
          AND (download_ticket.expires_at <= now() OR download_ticket.token_hash IN (
            SELECT each.token_hash FROM download_ticket AS each
            WHERE each.shard = found.shard AND each.file_id = found.file_id AND each.expires_at > now()
            ORDER BY each.issued_at DESC, each.token_hash OFFSET %d))
      ), issued AS (
        INSERT INTO download_ticket (shard, token_hash, file_id, issued_at, expires_at)
        SELECT shard, ?, file_id, now(), ticket_end FROM found
        RETURNING token_hash
      )
      SELECT owner, file_id, ticket_end FROM found
      """
          .formatted(Times.INTERVAL, DownloadTicket.MOST_PER_FILE - 1);

  static final String FIND =
      """
      SELECT file.owner, file.file_id, least(download_ticket.expires_at, file.expires_at) AS ticket_end
      FROM download_ticket
      JOIN file ON file.shard = download_ticket.shard AND file.file_id = download_ticket.file_id
      WHERE download_ticket.shard = ? AND download_ticket.token_hash = ?
        AND download_ticket.expires_at > now() AND file.state = 'complete' AND file.expires_at > now()
      """;

  static final String REVOKE =
      """
      DELETE FROM download_ticket USING file
      WHERE file.shard = ? AND file.file_id = ? AND file.owner = ?
        AND download_ticket.shard = file.shard AND download_ticket.file_id = file.file_id
      RETURNING download_ticket.file_id
      """;

  @Override
  public Optional<DownloadTicket> issue(CompleteFile file, TicketHash hash, Duration lifetime) {
    return database
        .change(
            "issue a ticket to read file %s".formatted(file.id()),
            ISSUE,
            parameters ->
                parameters
                    .duration(lifetime)
                    .file(file.id())
                    .owner(file.owner())
                    .digest(hash.token()),
            PostgresDownloadTickets::read)
        .stream()
        .findFirst();
  }

  @Override
  public Optional<DownloadTicket> find(TicketHash hash) {
    return database
        .ask(
            "find a ticket to read a file",
            FIND,
            parameters -> parameters.shard(hash.shard()).digest(hash.token()),
            PostgresDownloadTickets::read)
        .stream()
        .findFirst();
  }

  private static DownloadTicket read(Row row) throws SQLException {
    return new DownloadTicket(
        new Owner(row.text("owner")), new FileId(row.text("file_id")), row.instant("ticket_end"));
  }

  @Override
  public void revoke(Owner owner, FileId file) {
    database.change(
        "revoke the tickets to read file %s".formatted(file),
        REVOKE,
        parameters -> parameters.file(file).owner(owner),
        row -> row.text("file_id"));
  }
}
