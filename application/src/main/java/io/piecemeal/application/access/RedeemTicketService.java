package io.piecemeal.application.access;

import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.application.port.in.FindTicket.FoundTicket;
import io.piecemeal.application.port.in.RedeemTicket;
import io.piecemeal.application.upload.AppendChunkService;
import io.piecemeal.application.upload.CompleteUploadService;
import io.piecemeal.application.upload.PiecedStream;
import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.ChunkPosition;
import io.piecemeal.domain.upload.ChunkTerms;
import io.piecemeal.domain.upload.Input;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Appends what the holder of a ticket sends, chunk by chunk, each with its offset: what the file
 * has already is a replay, so that the same content may be sent again until all of it is there.
 */
public final class RedeemTicketService implements RedeemTicket {

  private final IssuedTickets tickets;
  private final AppendChunkService append;
  private final CompleteUploadService complete;
  private final Limits limits;
  private final InstantSource clock;

  public RedeemTicketService(
      IssuedTickets tickets,
      AppendChunkService append,
      CompleteUploadService complete,
      Limits limits,
      InstantSource clock) {
    this.tickets = tickets;
    this.append = append;
    this.complete = complete;
    this.limits = limits;
    this.clock = clock;
  }

  /** A transfer that the rules admitted. */
  private record Admitted(
      FoundTicket found,
      ByteCount start,
      Optional<ByteCount> total,
      Extent extent,
      RunningTransfer transfer) {

    /** Whether the file is complete with the last of the content. */
    boolean completes() {
      return extent == Extent.ALL_THE_REST
          && found.ticket().completion() == Ticket.Completion.COMPLETES_FILE;
    }
  }

  @Override
  public FoundTicket redeem(RedeemCommand command) throws IOException {
    Admitted admitted = admit(command);
    try (RunningTransfer transfer = admitted.transfer()) {
      PiecedStream content = new PiecedStream(transfer.watch(command.content()));
      appendAll(content, admitted, command.length());
      if (command.extent() == Extent.ALL_THE_REST) {
        return finish(admitted, command.token());
      }
    }
    return tickets.findInAnyState(command.token());
  }

  private Admitted admit(RedeemCommand command) {
    Optional<Admitted> admitted = Optional.empty();
    while (admitted.isEmpty()) {
      // Every lost race is another transfer's progress, and one that is running refuses.
      admitted = tryAdmit(command);
    }
    return admitted.get();
  }

  private Optional<Admitted> tryAdmit(RedeemCommand command) {
    FoundTicket found = tickets.find(command.token());
    Ticket ticket = found.ticket();
    StoredFile file = found.file();
    // First: what the rules compare with changes while it runs.
    if (ticket.transfer() == Ticket.Transfer.RUNNING) {
      throw new UploadRejected(new Refusal.TicketBusy(file.id(), RunningTransfer.RETRY_AFTER));
    }
    ByteCount start = ticket.start(command.start(), file);
    command.length().ifPresent(length -> file.requireRoomUpTo(start.plus(length), limits));
    Optional<ByteCount> total = total(command, start);
    total.ifPresent(all -> file.requireRoomUpTo(all, limits));
    total.ifPresent(all -> ticket.requireTotal(all, file));
    return tickets
        .begin(command.token(), found, total, clock)
        .map(transfer -> new Admitted(found, start, total, command.extent(), transfer));
  }

  /** How large the whole file is, where it is known: its end is that of all the rest. */
  private static Optional<ByteCount> total(RedeemCommand command, ByteCount start) {
    return switch (command.extent()) {
      case ALL_THE_REST -> command.length().map(start::plus);
      case MORE_WILL_FOLLOW -> command.total();
    };
  }

  private void appendAll(PiecedStream content, Admitted admitted, Optional<ByteCount> length)
      throws IOException {
    StoredFile file = admitted.found().file();
    while (content.hasMore()) {
      long left = length.map(ByteCount::value).orElse(Long.MAX_VALUE) - content.copied().value();
      if (left == 0) {
        throw new UploadRejected(
            new Refusal.InvalidField(Input.LENGTH, "the content is longer than that"));
      }
      file = appendPiece(content, admitted, left, file);
    }
    boolean announcedAsEmpty = admitted.total().filter(ByteCount::isZero).isPresent();
    if (content.copied().isZero() && !announcedAsEmpty) {
      throw new UploadRejected(new Refusal.EmptyChunk());
    }
  }

  private StoredFile appendPiece(
      PiecedStream content, Admitted admitted, long left, StoredFile file) throws IOException {
    ByteCount offset = admitted.start().plus(content.copied());
    ByteCount most = new ByteCount(Math.min(left, pieceAt(offset, file.size())));
    return append
        .append(
            file,
            sink -> {
              content.copyPiece(most, sink);
              return new ChunkTerms(
                  Optional.of(offset), Optional.empty(), position(content, admitted));
            },
            admitted.transfer().id(),
            admitted.transfer()::file)
        .file();
  }

  /** What completes the file is checked before it is stored: it could not be taken back. */
  private static ChunkPosition position(PiecedStream content, Admitted admitted)
      throws IOException {
    boolean last =
        admitted.completes()
            && admitted.total().equals(Optional.of(admitted.start().plus(content.copied())))
            && !content.hasMore();
    return last ? ChunkPosition.LAST_OF_TRANSFER : ChunkPosition.MORE_MAY_FOLLOW;
  }

  /** A piece ends where the file does: before that it is a replay, behind it is new. */
  private long pieceAt(ByteCount offset, ByteCount size) {
    long chunk = limits.chunk().value();
    long stored = size.value() - offset.value();
    return stored > 0 ? Math.min(chunk, stored) : chunk;
  }

  /**
   * In this order: what breaks off before the last step is done when the content is sent again, and
   * nothing that could fail comes after it, since the ticket is refused from then on.
   */
  private FoundTicket finish(Admitted admitted, TicketToken token) {
    StoredFile file = admitted.transfer().file();
    if (admitted.total().isPresent()) {
      file.requireSize(admitted.total().get());
      switch (admitted.found().ticket().completion()) {
        case COMPLETES_FILE ->
            complete.completeAsSent(
                new CompleteCommand(file.owner(), file.id(), admitted.total(), Optional.empty()));
        case LEAVES_OPEN -> {}
      }
    }
    FoundTicket found = tickets.findInAnyState(token);
    admitted.transfer().useUp();
    Ticket used = found.ticket().used();
    return new FoundTicket(used, found.file().with(Optional.of(used)));
  }
}
