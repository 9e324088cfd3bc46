package io.piecemeal.domain.upload;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import java.time.Instant;
import java.util.Optional;

/**
 * Permission to append to one file, once, without a key: from where the file ended when the ticket
 * was issued, to the end of what its holder sends. What breaks off may be taken up again until
 * then.
 *
 * <p>A ticket is good only while the file ends where its own bytes do. Once the owner has appended
 * or cut bytes, it takes none: its holder could neither go on, nor compare with bytes that came
 * from elsewhere, which would tell what they are.
 *
 * @param owner whose file it is
 * @param offset where the bytes of its holder begin
 * @param received how many bytes of the file came by this ticket, from the offset on
 * @param total how large the whole file will be, as its holder announced with the bytes
 * @param expiresAt when no request may begin any more; one that has begun may end. Never after the
 *     file expires
 * @param completion what becomes of the file with the last byte
 * @param transfer whether bytes are on their way at this moment
 */
public record Ticket(
    Owner owner,
    FileId file,
    ByteCount offset,
    ByteCount received,
    Optional<ByteCount> total,
    Instant expiresAt,
    State state,
    Completion completion,
    Transfer transfer) {

  /** What a ticket is good for. */
  public enum State {
    VALID,
    /** All that its holder had to send was sent. */
    USED,
    EXPIRED
  }

  /** What becomes of the file when all bytes that were announced are there. */
  public enum Completion {
    COMPLETES_FILE,
    LEAVES_OPEN
  }

  /** Whether a request that sends bytes is under way. */
  public enum Transfer {
    IDLE,
    RUNNING
  }

  /**
   * Checks that the ticket is good for anything.
   *
   * @throws UploadRejected with {@link Refusal.TicketUsed} or {@link Refusal.TicketExpired}
   */
  public void requireValid() {
    switch (state) {
      case VALID -> {}
      case USED -> throw new UploadRejected(new Refusal.TicketUsed(file));
      case EXPIRED -> throw new UploadRejected(new Refusal.TicketExpired(file));
    }
  }

  /**
   * Decides where bytes begin.
   *
   * @param given where the holder says that they begin; at the ticket's offset if it does not
   * @param current the ticket's file
   * @throws UploadRejected with {@link Refusal.TicketUsed}, {@link Refusal.TicketExpired}, {@link
   *     Refusal.TicketOutdated}, or {@link Refusal.OffsetMismatch} where they would begin before
   *     the ticket's offset, or leave a gap
   */
  public ByteCount start(Optional<ByteCount> given, StoredFile current) {
    requireValid();
    requireEndOf(current);
    ByteCount start = given.orElse(offset);
    if (!offset.isAtMost(start) || !start.isAtMost(current.size())) {
      throw new UploadRejected(new Refusal.OffsetMismatch(file, start, current.size()));
    }
    return start;
  }

  /**
   * Checks that the file ends where the bytes of this ticket do.
   *
   * @throws UploadRejected with {@link Refusal.TicketOutdated}
   */
  public void requireEndOf(StoredFile current) {
    if (!offset.plus(received).equals(current.size())) {
      throw new UploadRejected(new Refusal.TicketOutdated(file));
    }
  }

  /**
   * Checks how large the holder says that the whole file is: not smaller than it is by now, no
   * other size than was declared, and the same as before once bytes have come.
   *
   * @throws UploadRejected with {@link Refusal.SizeMismatch}
   */
  public void requireTotal(ByteCount announced, StoredFile current) {
    boolean tooSmall = !current.size().isAtMost(announced);
    if (tooSmall) {
      throw new UploadRejected(new Refusal.SizeMismatch(file, announced, current.size()));
    }
    Optional<ByteCount> expected =
        current.declared().size().or(() -> received.isZero() ? Optional.empty() : total);
    if (expected.filter(size -> !size.equals(announced)).isPresent()) {
      throw new UploadRejected(new Refusal.SizeMismatch(file, expected.get(), current.size()));
    }
  }

  /** The ticket after all that its holder had to send was sent. */
  public Ticket used() {
    return new Ticket(
        owner, file, offset, received, total, expiresAt, State.USED, completion, Transfer.IDLE);
  }

  /** Whether its holder has more to send, so that the file must not be completed without it. */
  boolean hasMoreFor(ByteCount size) {
    boolean announcedMore =
        state == State.VALID && total.filter(all -> !all.isAtMost(size)).isPresent();
    return announcedMore || transfer == Transfer.RUNNING;
  }
}
