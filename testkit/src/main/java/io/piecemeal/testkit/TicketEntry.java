package io.piecemeal.testkit;

import io.piecemeal.domain.ByteCount;
import io.piecemeal.domain.Sha256;
import io.piecemeal.domain.StoredFile;
import io.piecemeal.domain.Ticket;
import java.time.Instant;

/** The ticket of a file in {@link InMemoryFileLedger}. */
record TicketEntry(Sha256 tokenHash, ByteCount offset, Instant expiresAt, Use use) {

  enum Use {
    OPEN,
    DONE
  }

  TicketEntry used() {
    return new TicketEntry(tokenHash, offset, expiresAt, Use.DONE);
  }

  Ticket of(StoredFile file, Instant now) {
    return new Ticket(file.owner(), file.id(), offset, expiresAt, state(now));
  }

  private Ticket.State state(Instant now) {
    return switch (use) {
      case DONE -> Ticket.State.USED;
      case OPEN -> expiresAt.isAfter(now) ? Ticket.State.VALID : Ticket.State.EXPIRED;
    };
  }
}
