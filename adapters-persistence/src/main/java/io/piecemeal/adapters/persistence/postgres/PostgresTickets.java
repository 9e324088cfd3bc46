package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.TicketHash;
import io.piecemeal.application.port.out.TicketTransfer;
import io.piecemeal.application.port.out.Tickets;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Tickets, in the rows of their files. */
record PostgresTickets(Database database) implements Tickets {

  private static final String COLUMNS = "file.file_id, file.owner, " + TicketRow.COLUMNS;

  private static final String ISSUE =
      """
      UPDATE file SET
        ticket_hash = ?, ticket_offset = size, ticket_expires_at = now() + %s, ticket_leaves_open = ?,
        ticket_used_at = NULL, ticket_received = 0, ticket_total = NULL, ticket_transfers = 0,
        ticket_leased_until = NULL
      WHERE shard = ? AND file_id = ? AND size = ? AND revision = ?
        AND state = 'uploading' AND expires_at > now()
      RETURNING %s
      """
          .formatted(Times.INTERVAL, COLUMNS);

  static final String FIND =
      "SELECT %s FROM file WHERE shard = ? AND ticket_hash = ?".formatted(COLUMNS);

  private static final String BEGIN =
      """
      UPDATE file SET
        ticket_transfers = ticket_transfers + 1, ticket_leased_until = now() + %s,
        ticket_total = coalesce(?, ticket_total)
      WHERE shard = ? AND ticket_hash = ? AND ticket_received = ? AND %s
        AND (ticket_leased_until IS NULL OR ticket_leased_until <= now())
      RETURNING ticket_transfers
      """
          .formatted(Times.INTERVAL, TicketRow.VALID);

  private static final String LEASE =
      """
      UPDATE file SET ticket_leased_until = now() + %s
      WHERE shard = ? AND ticket_hash = ? AND ticket_transfers = ? AND ticket_used_at IS NULL
      RETURNING file_id
      """
          .formatted(Times.INTERVAL);

  private static final String USE =
      """
      WITH changed AS (
        UPDATE file SET ticket_used_at = now(), ticket_leased_until = NULL
        WHERE shard = ? AND ticket_hash = ? AND ticket_used_at IS NULL
        RETURNING file.shard, file_id, owner, filename, size, sha256, is_part
      ), %s
      SELECT file_id FROM changed
      """
          .formatted(RecordedEvents.of(EventType.TICKET_USED));

  private static final String REVOKE =
      """
      UPDATE file SET
        ticket_hash = NULL, ticket_offset = NULL, ticket_expires_at = NULL, ticket_used_at = NULL,
        ticket_received = NULL, ticket_total = NULL, ticket_leaves_open = NULL, ticket_transfers = NULL,
        ticket_leased_until = NULL
      WHERE shard = ? AND file_id = ? AND owner = ?
      RETURNING file_id
      """;

  @Override
  public Optional<Ticket> issue(
      UploadSession seen, TicketHash hash, Duration lifetime, Ticket.Completion completion) {
    return database
        .change(
            "issue a ticket for file %s".formatted(seen.id()),
            ISSUE,
            parameters ->
                parameters
                    .digest(hash.token())
                    .duration(lifetime)
                    .flag(completion == Ticket.Completion.LEAVES_OPEN)
                    .file(seen.id())
                    .bytes(seen.size())
                    .number(seen.revision()),
            PostgresTickets::read)
        .stream()
        .findFirst();
  }

  @Override
  public Optional<Ticket> find(TicketHash hash) {
    return database
        .ask("find a ticket", FIND, parameters -> ticket(parameters, hash), PostgresTickets::read)
        .stream()
        .findFirst();
  }

  private static Parameters ticket(Parameters parameters, TicketHash hash) throws SQLException {
    return parameters.shard(hash.shard()).digest(hash.token());
  }

  private static Ticket read(Row row) throws SQLException {
    return TicketRow.read(row, new Owner(row.text("owner")), new FileId(row.text("file_id")))
        .orElseThrow();
  }

  @Override
  public Optional<TicketTransfer> begin(
      TicketHash hash, Ticket seen, Optional<ByteCount> total, Duration lease) {
    return database
        .change(
            "begin to send for the ticket of file %s".formatted(seen.file()),
            BEGIN,
            parameters ->
                ticket(parameters.duration(lease).bytes(total), hash).bytes(seen.received()),
            row -> new TicketTransfer(hash, row.bigNumber("ticket_transfers")))
        .stream()
        .findFirst();
  }

  @Override
  public boolean renew(TicketTransfer transfer, Duration lease) {
    return !database
        .change(
            "go on sending for a ticket",
            LEASE,
            parameters ->
                ticket(parameters.duration(lease), transfer.ticket()).number(transfer.number()),
            row -> row.text("file_id"))
        .isEmpty();
  }

  @Override
  public void use(TicketHash hash) {
    database.change(
        "use a ticket", USE, parameters -> ticket(parameters, hash), row -> row.text("file_id"));
  }

  @Override
  public void revoke(Owner owner, FileId file) {
    database.change(
        "revoke the ticket of file %s".formatted(file),
        REVOKE,
        parameters -> parameters.file(file).owner(owner),
        row -> row.text("file_id"));
  }
}
