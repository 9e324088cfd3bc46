package io.piecemeal.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * Leave to append to one file once, without a key: from where the file ended when the ticket was
 * issued, to the end of what its holder sends. What breaks off may be taken up again until then.
 *
 * @param owner whose file it is
 * @param offset where the bytes of its holder begin
 * @param expiresAt when no request may begin any more; one that has begun may end
 */
public record Ticket(Owner owner, FileId file, ByteCount offset, Instant expiresAt, State state) {

  /** What a ticket is good for. */
  public enum State {
    VALID,
    /** All that its holder had to send was sent. */
    USED,
    EXPIRED
  }

  /**
   * Decides where bytes begin.
   *
   * @param given where the holder says that they begin; at the ticket's offset if it does not
   * @param current the ticket's file
   * @throws UploadRejected with {@link Refusal.TicketUsed}, {@link Refusal.TicketExpired}, or
   *     {@link Refusal.OffsetMismatch} where they would begin before the ticket's offset, or leave
   *     a gap
   */
  public ByteCount start(Optional<ByteCount> given, StoredFile current) {
    switch (state) {
      case VALID -> {}
      case USED -> throw new UploadRejected(new Refusal.TicketUsed(file, current.size()));
      case EXPIRED -> throw new UploadRejected(new Refusal.TicketExpired(file, current.size()));
    }
    ByteCount start = given.orElse(offset);
    if (!offset.isAtMost(start) || !start.isAtMost(current.size())) {
      throw new UploadRejected(new Refusal.OffsetMismatch(file, start, current.size()));
    }
    return start;
  }
}
