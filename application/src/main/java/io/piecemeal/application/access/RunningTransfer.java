package io.piecemeal.application.access;

import io.piecemeal.application.port.in.FindTicket.FoundTicket;
import io.piecemeal.application.port.out.TicketTransfer;
import io.piecemeal.application.port.out.Tickets;
import io.piecemeal.application.upload.RenewingStream;
import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;

/**
 * A request that sends bytes for a ticket, with the lease that keeps others out meanwhile. The
 * lease is renewed while bytes arrive: where they stall, or the process ends, it is soon over and
 * the holder may begin again. What the request then still sends is refused, piece by piece, by the
 * ledger. Closing ends the lease at once.
 */
final class RunningTransfer implements AutoCloseable {

  /** Short, since a broken connection may go unnoticed for as long; a person waits for this. */
  static final Duration LEASE = Duration.ofSeconds(12);

  private static final Duration RENEWAL = LEASE.dividedBy(3);

  /** Most transfers that broke off are noticed and ended at once. */
  static final Duration RETRY_AFTER = Duration.ofSeconds(3);

  private final IssuedTickets issued;
  private final Tickets tickets;
  private final TicketToken token;
  private final TicketTransfer transfer;
  private final InstantSource clock;
  private boolean used;

  RunningTransfer(
      IssuedTickets issued,
      Tickets tickets,
      TicketToken token,
      TicketTransfer transfer,
      InstantSource clock) {
    this.issued = issued;
    this.tickets = tickets;
    this.token = token;
    this.transfer = transfer;
    this.clock = clock;
  }

  TicketTransfer id() {
    return transfer;
  }

  /** The content. Reading it renews the lease; it ends where the lease is lost. */
  InputStream watch(InputStream content) {
    return new RenewingStream(content, clock, RENEWAL, this::renew);
  }

  /**
   * The file as it is now.
   *
   * @throws UploadRejected if the transfer may not go on
   */
  StoredFile file() {
    renew();
    FoundTicket now = issued.findInAnyState(token);
    now.ticket().requireEndOf(now.file());
    return now.file();
  }

  private void renew() {
    if (tickets.renew(transfer, LEASE)) {
      return;
    }
    FoundTicket now = issued.find(token);
    throw new UploadRejected(new Refusal.TicketBusy(now.ticket().file(), RETRY_AFTER));
  }

  /** Marks the ticket as used, which ends the transfer. */
  void useUp() {
    tickets.use(transfer.ticket());
    used = true;
  }

  @Override
  public void close() {
    // A lease that is over needs no step more, which could fail after all was done.
    if (!used) {
      tickets.renew(transfer, Duration.ZERO);
    }
  }
}
