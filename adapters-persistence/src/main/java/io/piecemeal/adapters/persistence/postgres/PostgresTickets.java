package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.Tickets;
import io.piecemeal.domain.FileId;
import io.piecemeal.domain.Owner;
import io.piecemeal.domain.Sha256;
import io.piecemeal.domain.StoredFile;
import io.piecemeal.domain.Ticket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Tickets, in the rows of their files. */
record PostgresTickets(Database database) implements Tickets {

  private static final String COLUMNS =
      """
      file_id, owner, ticket_offset, ticket_expires_at, ticket_used_at,
      ticket_expires_at <= now() AS over\
      """;

  private static final String ISSUE =
      """
      UPDATE file SET
        ticket_hash = ?, ticket_offset = size, ticket_expires_at = now() + %s,
        ticket_used_at = NULL
      WHERE file_id = ? AND size = ? AND revision = ?
        AND state = 'uploading' AND expires_at > now()
      RETURNING %s
      """
          .formatted(Times.INTERVAL, COLUMNS);

  static final String FIND = "SELECT %s FROM file WHERE ticket_hash = ?".formatted(COLUMNS);

  private static final String USE =
      """
      UPDATE file SET ticket_used_at = coalesce(ticket_used_at, now())
      WHERE ticket_hash = ?
      RETURNING file_id
      """;

  private static final String REVOKE =
      """
      UPDATE file SET
        ticket_hash = NULL, ticket_offset = NULL, ticket_expires_at = NULL, ticket_used_at = NULL
      WHERE file_id = ? AND owner = ?
      RETURNING file_id
      """;

  @Override
  public Optional<Ticket> issue(StoredFile seen, Sha256 tokenHash, Duration lifetime) {
    return database
        .change(
            "issue a ticket for file %s".formatted(seen.id()),
            ISSUE,
            parameters ->
                parameters
                    .digest(tokenHash)
                    .duration(lifetime)
                    .file(seen.id())
                    .bytes(seen.size())
                    .number(seen.revision()),
            PostgresTickets::read)
        .stream()
        .findFirst();
  }

  @Override
  public Optional<Ticket> find(Sha256 tokenHash) {
    return database
        .ask(
            "find a ticket",
            FIND,
            parameters -> parameters.digest(tokenHash),
            PostgresTickets::read)
        .stream()
        .findFirst();
  }

  private static Ticket read(Row row) throws SQLException {
    return new Ticket(
        new Owner(row.text("owner")),
        new FileId(row.text("file_id")),
        row.bytes("ticket_offset"),
        row.instant("ticket_expires_at"),
        state(row));
  }

  private static Ticket.State state(Row row) throws SQLException {
    if (row.has("ticket_used_at")) {
      return Ticket.State.USED;
    }
    return row.flag("over") ? Ticket.State.EXPIRED : Ticket.State.VALID;
  }

  @Override
  public void use(Sha256 tokenHash) {
    database.change(
        "use a ticket",
        USE,
        parameters -> parameters.digest(tokenHash),
        row -> row.text("file_id"));
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
