package io.piecemeal.bootstrap.sight;

import io.micrometer.core.instrument.Counter;
import io.piecemeal.application.port.out.TicketHash;
import io.piecemeal.application.port.out.TicketTransfer;
import io.piecemeal.application.port.out.Tickets;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;
import java.util.Optional;

/** Counts what becomes of tickets. */
record CountedTickets(Tickets tickets, Counter issued, Counter used) implements Tickets {

  @Override
  public Optional<Ticket> issue(
      UploadSession seen, TicketHash hash, Duration lifetime, Ticket.Completion completion) {
    Optional<Ticket> ticket = tickets.issue(seen, hash, lifetime, completion);
    ticket.ifPresent(_ -> issued.increment());
    return ticket;
  }

  @Override
  public Optional<Ticket> find(TicketHash hash) {
    return tickets.find(hash);
  }

  @Override
  public Optional<TicketTransfer> begin(
      TicketHash hash, Ticket seen, Optional<ByteCount> total, Duration lease) {
    return tickets.begin(hash, seen, total, lease);
  }

  @Override
  public boolean renew(TicketTransfer transfer, Duration lease) {
    return tickets.renew(transfer, lease);
  }

  @Override
  public void use(TicketHash hash) {
    tickets.use(hash);
    used.increment();
  }

  @Override
  public void revoke(Owner owner, FileId file) {
    tickets.revoke(owner, file);
  }
}
