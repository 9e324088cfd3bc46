package io.piecemeal.testkit;

import io.piecemeal.application.port.out.TicketHash;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Ticket;
import java.time.Instant;
import java.util.Optional;

/**
 * The ticket of a file in {@link InMemoryFileLedger}.
 *
 * @param transfers how many have begun; the last one is the only one that may run
 * @param leasedUntil when others may begin, whatever became of the last one
 */
record TicketEntry(
    TicketHash hash,
    ByteCount offset,
    ByteCount received,
    Optional<ByteCount> total,
    Instant expiresAt,
    Ticket.Completion completion,
    Use use,
    long transfers,
    Instant leasedUntil) {

  enum Use {
    OPEN,
    DONE
  }

  static TicketEntry issued(
      TicketHash hash, ByteCount offset, Instant expiresAt, Ticket.Completion completion) {
    return new TicketEntry(
        hash,
        offset,
        ByteCount.ZERO,
        Optional.empty(),
        expiresAt,
        completion,
        Use.OPEN,
        0,
        Instant.EPOCH);
  }

  TicketEntry used() {
    return with(received, total, Use.DONE, transfers, Instant.EPOCH);
  }

  TicketEntry begun(Optional<ByteCount> announced, Instant leasedUntil) {
    return with(received, announced.or(() -> total), use, transfers + 1, leasedUntil);
  }

  TicketEntry leased(Instant until) {
    return with(received, total, use, transfers, until);
  }

  TicketEntry receiving(ByteCount length) {
    return with(received.plus(length), total, use, transfers, leasedUntil);
  }

  /** What is left of it when its file is cut. */
  TicketEntry cut(ByteCount size) {
    long left = Math.max(0, size.value() - offset.value());
    return with(
        new ByteCount(Math.min(left, received.value())), total, use, transfers, leasedUntil);
  }

  private TicketEntry with(
      ByteCount received, Optional<ByteCount> total, Use use, long transfers, Instant leasedUntil) {
    return new TicketEntry(
        hash, offset, received, total, expiresAt, completion, use, transfers, leasedUntil);
  }

  ByteCount end() {
    return offset.plus(received);
  }

  /** Whether this is the transfer that may store bytes. */
  boolean is(long transfer) {
    return use == Use.OPEN && transfers == transfer;
  }

  boolean isLeased(Instant now) {
    return leasedUntil.isAfter(now);
  }

  Ticket of(StoredFile file, Instant now) {
    Instant end = expiresAt.isBefore(file.expiresAt()) ? expiresAt : file.expiresAt();
    return new Ticket(
        file.owner(),
        file.id(),
        offset,
        received,
        total,
        end,
        state(end, now),
        completion,
        isLeased(now) ? Ticket.Transfer.RUNNING : Ticket.Transfer.IDLE);
  }

  private Ticket.State state(Instant end, Instant now) {
    return switch (use) {
      case DONE -> Ticket.State.USED;
      case OPEN -> end.isAfter(now) ? Ticket.State.VALID : Ticket.State.EXPIRED;
    };
  }
}
