package io.piecemeal.application.access;

import io.piecemeal.application.file.FileLookup;
import io.piecemeal.application.object.Digests;
import io.piecemeal.application.port.in.FindTicket;
import io.piecemeal.application.port.in.IssueTicket;
import io.piecemeal.application.port.in.RevokeTicket;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.application.port.out.TicketHash;
import io.piecemeal.application.port.out.Tickets;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Issues tickets, finds and revokes them. Their tokens are kept as hashes only. */
public final class IssuedTickets implements IssueTicket, FindTicket, RevokeTicket {

  private final FileLookup files;
  private final Tickets tickets;
  private final StoreHealth store;
  private final Ids ids;
  private final Duration lifetime;

  /**
   * @param lifetime how long after its issue a ticket may be used
   */
  public IssuedTickets(
      FileCatalog catalog, Tickets tickets, StoreHealth store, Ids ids, Duration lifetime) {
    this.files = new FileLookup(catalog);
    this.tickets = tickets;
    this.store = store;
    this.ids = ids;
    this.lifetime = lifetime;
  }

  @Override
  public IssuedTicket issue(Owner owner, FileId file, Ticket.Completion completion) {
    store.requireRoom();
    TicketToken token = ids.nextTicketToken().in(file.shard());
    Optional<IssuedTicket> issued = Optional.empty();
    while (issued.isEmpty()) {
      // Every lost race is another append's success, so this ends.
      UploadSession seen = files.find(owner, file).requireOpen();
      issued =
          tickets
              .issue(seen, hash(token), lifetime, completion)
              .map(ticket -> new IssuedTicket(token, ticket, seen));
    }
    return issued.get();
  }

  @Override
  public FoundTicket find(TicketToken token) {
    Ticket ticket = entered(token);
    // Before the file is looked up, since such a ticket tells nothing of it.
    ticket.requireValid();
    return new FoundTicket(ticket, files.find(ticket.owner(), ticket.file()));
  }

  @Override
  public void revoke(Owner owner, FileId file) {
    files.find(owner, file);
    tickets.revoke(owner, file);
  }

  /**
   * Finds a ticket in any state.
   *
   * @throws UploadRejected as {@link #find}, but for the state
   */
  FoundTicket findInAnyState(TicketToken token) {
    Ticket ticket = entered(token);
    return new FoundTicket(ticket, files.find(ticket.owner(), ticket.file()));
  }

  private Ticket entered(TicketToken token) {
    return tickets
        .find(hash(token))
        .orElseThrow(() -> new UploadRejected(new Refusal.NoSuchTicket()));
  }

  /**
   * Begins a transfer.
   *
   * @param seen the ticket as it was when the rules admitted the transfer
   * @return empty if it is not so any more, or another transfer is running
   */
  Optional<RunningTransfer> begin(
      TicketToken token, FoundTicket seen, Optional<ByteCount> total, InstantSource clock) {
    return tickets
        .begin(hash(token), seen.ticket(), total, RunningTransfer.LEASE)
        .map(transfer -> new RunningTransfer(this, tickets, token, transfer, clock));
  }

  /** What is kept of a token. */
  public static TicketHash hash(TicketToken token) {
    return new TicketHash(token.shard(), Digests.sha256(token.reveal()));
  }
}
