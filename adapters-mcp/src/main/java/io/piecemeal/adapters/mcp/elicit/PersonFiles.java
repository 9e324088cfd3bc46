package io.piecemeal.adapters.mcp.elicit;

import io.piecemeal.adapters.mcp.progress.Progress;
import io.piecemeal.application.port.in.AwaitChange;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.RevokeTicket;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.mcp.protocol.revision.ClientInput;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Files that persons were asked for: waits for them, or gives them up. */
@Singleton
public final class PersonFiles {

  /** One round of a call: below what clients take for a call that hangs. */
  private static final Duration ROUND = Duration.ofSeconds(25);

  private final AwaitChange changes;
  private final RevokeTicket revoke;
  private final DeleteFile delete;

  public PersonFiles(AwaitChange changes, RevokeTicket revoke, DeleteFile delete) {
    this.changes = changes;
    this.revoke = revoke;
    this.delete = delete;
  }

  /**
   * Waits a while until all was sent.
   *
   * @return the file; empty if more is to come
   * @throws UploadRejected if nothing more can come
   */
  public Optional<StoredFile> await(Owner owner, FileId file) {
    long end = System.nanoTime() + ROUND.toNanos();
    StoredFile seen = changes.await(owner, file, Duration.ZERO);
    while (isAwaited(seen)) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (!left.isPositive()) {
        return Optional.empty();
      }
      StoredFile now = changed(owner, file, left).orElse(seen);
      if (now.equals(seen)) {
        // The time is over, or the service is about to stop.
        return Optional.empty();
      }
      seen = now;
      Progress.current().reached(seen.size(), total(seen));
    }
    return Optional.of(seen);
  }

  /** What the page announced. */
  private static Optional<ByteCount> total(StoredFile file) {
    return file.ticket().flatMap(Ticket::total);
  }

  /** Where too many calls of the owner wait, this one does not: it is made again anyway. */
  private Optional<StoredFile> changed(Owner owner, FileId file, Duration atMost) {
    try {
      return Optional.of(changes.await(owner, file, atMost));
    } catch (UploadRejected e) {
      if (e.refusal() instanceof Refusal.TooManyWaiting) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean isAwaited(StoredFile file) {
    if (file instanceof CompleteFile) {
      return false;
    }
    Ticket ticket = file.ticket().orElseThrow(() -> new UploadRejected(new Refusal.NoSuchTicket()));
    return switch (ticket.state()) {
      case VALID -> true;
      case USED -> false;
      case EXPIRED -> throw new UploadRejected(new Refusal.TicketExpired(file.id()));
    };
  }

  /**
   * Nothing more comes: the page is closed, and the upload goes with it unless some of the file is
   * there. May be repeated.
   *
   * @return the file, if it was complete already
   * @throws NotSent if it was not
   */
  public StoredFile giveUp(Owner owner, FileId file, ClientInput.Action action) {
    try {
      revoke.revoke(owner, file);
      StoredFile left = changes.await(owner, file, Duration.ZERO);
      if (left instanceof CompleteFile) {
        return left;
      }
      if (!left.size().isZero()) {
        throw NotSent.leaving(action, left);
      }
      delete.delete(owner, file);
    } catch (UploadRejected e) {
      if (!(e.refusal() instanceof Refusal.Gone)) {
        throw e;
      }
    }
    throw NotSent.leavingNothing(action);
  }
}
