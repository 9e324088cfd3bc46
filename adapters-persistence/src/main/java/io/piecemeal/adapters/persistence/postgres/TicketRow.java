package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Ticket;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ticket in a row of the table {@code file}. */
final class TicketRow {

  /** When it expires: with its file at the latest, whose expiry moves. */
  private static final String END = "least(file.ticket_expires_at, file.expires_at)";

  /** What a ticket is like that takes bytes. */
  static final String VALID =
      "file.ticket_hash IS NOT NULL AND file.ticket_used_at IS NULL AND %s > now()".formatted(END);

  private static final List<String> NAMES =
      List.of(
          "ticket_state",
          "ticket_offset",
          "ticket_received",
          "ticket_total",
          "ticket_end",
          "ticket_completion",
          "ticket_transfer_state");

  /** What {@link #read} takes, of the table {@code file}; all NULL where there is no ticket. */
  static final String COLUMNS =
      """
      CASE WHEN file.ticket_hash IS NOT NULL THEN
        CASE WHEN file.ticket_used_at IS NOT NULL THEN 'USED' WHEN %1$s <= now() THEN 'EXPIRED' ELSE 'VALID' END
      END AS ticket_state,
      file.ticket_offset,
      file.ticket_received,
      file.ticket_total,
      %1$s AS ticket_end,
      CASE WHEN file.ticket_leaves_open THEN 'LEAVES_OPEN' ELSE 'COMPLETES_FILE' END AS ticket_completion,
      CASE WHEN file.ticket_leased_until > now() THEN 'RUNNING' ELSE 'IDLE' END AS ticket_transfer_state\
      """
          .formatted(END);

  private TicketRow() {}

  /** Whether a transfer is under way; false without a ticket. */
  static final String TRANSFER_RUNS = "coalesce(file.ticket_leased_until > now(), false)";

  /** Whether the holder of a valid ticket announced a larger file; false without a ticket. */
  static String announcedMoreThan(String size) {
    return "coalesce(%s AND file.ticket_total > %s, false)".formatted(VALID, size);
  }

  /** The same of a result that has them already. */
  static String columns(String table) {
    return NAMES.stream().map(name -> table + "." + name).collect(Collectors.joining(", "));
  }

  static Optional<Ticket> read(Row row, Owner owner, FileId file) throws SQLException {
    if (!row.has("ticket_state")) {
      return Optional.empty();
    }
    return Optional.of(
        new Ticket(
            owner,
            file,
            row.bytes("ticket_offset"),
            row.bytes("ticket_received"),
            row.optionalBytes("ticket_total"),
            row.instant("ticket_end"),
            Ticket.State.valueOf(row.text("ticket_state")),
            Ticket.Completion.valueOf(row.text("ticket_completion")),
            Ticket.Transfer.valueOf(row.text("ticket_transfer_state"))));
  }
}
