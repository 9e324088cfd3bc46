package io.piecemeal.application.port.out;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps the tickets of files, by the hashes of their tokens. A file has at most one, which goes
 * with it. Each method is one atomic step, as those of the {@link FileLedger} are, with the same
 * failures. The bytes that a ticket receives are counted by {@link FileLedger#append}.
 */
public interface Tickets {

  /**
   * Gives a file a ticket from where it ends, in place of the one that it had. The ticket expires
   * after its lifetime, and with its file if that expires before.
   *
   * @param hash in the shard of the file
   * @return empty, with nothing changed, if the file is not as it was seen
   */
  Optional<Ticket> issue(
      UploadSession seen, TicketHash hash, Duration lifetime, Ticket.Completion completion);

  /** Finds a ticket, also one that is used or expired, or whose file is out of reach. */
  Optional<Ticket> find(TicketHash hash);

  /**
   * Begins a transfer, which keeps others from beginning until it ends or was not renewed for the
   * time of its lease.
   *
   * @param seen the ticket as it was when the rules admitted the transfer
   * @param total how large the whole file will be, if that is known; else what was known stays
   * @return empty, with nothing changed, if another transfer is running, or the ticket is not valid
   *     any more or has received other bytes than were seen
   */
  Optional<TicketTransfer> begin(
      TicketHash hash, Ticket seen, Optional<ByteCount> total, Duration lease);

  /**
   * Keeps others from beginning for the time of another lease from now on. One of no time lets them
   * begin at once.
   *
   * @return whether the transfer goes on: not if its ticket was revoked or used, or another took
   *     its place
   */
  boolean renew(TicketTransfer transfer, Duration lease);

  /** Marks a ticket as used, for good, which ends its transfer. Ignored if there is none. */
  void use(TicketHash hash);

  /**
   * Takes the ticket of a file away; ignored if there is no such file, or it has none. No append by
   * it is committed from then on.
   */
  void revoke(Owner owner, FileId file);
}
