package io.piecemeal.application.service;

import io.piecemeal.application.port.in.AppendChunk;
import io.piecemeal.application.port.in.AppendChunk.AppendCommand;
import io.piecemeal.application.port.in.FindTicket.FoundTicket;
import io.piecemeal.application.port.in.RedeemTicket;
import io.piecemeal.domain.ByteCount;
import io.piecemeal.domain.ChunkPosition;
import io.piecemeal.domain.ChunkTerms;
import io.piecemeal.domain.Limits;
import io.piecemeal.domain.Refusal;
import io.piecemeal.domain.StoredFile;
import io.piecemeal.domain.UploadRejected;
import java.io.IOException;
import java.util.Optional;

/**
 * Appends what the holder of a ticket sends, chunk by chunk, each with its offset: what the file
 * has already is a replay, so that the same content may be sent again until all of it is there.
 */
public final class RedeemTicketService implements RedeemTicket {

  private final IssuedTickets tickets;
  private final AppendChunk append;
  private final Limits limits;

  public RedeemTicketService(IssuedTickets tickets, AppendChunk append, Limits limits) {
    this.tickets = tickets;
    this.append = append;
    this.limits = limits;
  }

  @Override
  public FoundTicket redeem(RedeemCommand command) throws IOException {
    FoundTicket found = tickets.find(command.token());
    ByteCount start = found.ticket().start(command.start(), found.file());
    command.length().ifPresent(length -> found.file().requireRoomUpTo(start.plus(length), limits));
    appendAll(new PiecedStream(command.content()), start, found.file());
    switch (command.extent()) {
      case ALL_THE_REST -> tickets.use(command.token());
      case MORE_WILL_FOLLOW -> {}
    }
    return tickets.find(command.token());
  }

  private void appendAll(PiecedStream content, ByteCount start, StoredFile seen)
      throws IOException {
    StoredFile file = seen;
    while (content.hasMore()) {
      file = appendPiece(content, start.plus(content.copied()), file);
    }
    if (content.copied().isZero()) {
      throw new UploadRejected(new Refusal.EmptyChunk());
    }
  }

  private StoredFile appendPiece(PiecedStream content, ByteCount offset, StoredFile file)
      throws IOException {
    ByteCount most = pieceAt(offset, file.size());
    ChunkTerms terms =
        new ChunkTerms(Optional.of(offset), Optional.empty(), ChunkPosition.MORE_MAY_FOLLOW);
    return append
        .append(
            new AppendCommand(
                file.owner(),
                file.id(),
                sink -> {
                  content.copyPiece(most, sink);
                  return terms;
                },
                Optional.empty()))
        .file();
  }

  /** A piece ends where the file does: before that it is a replay, behind it is new. */
  private ByteCount pieceAt(ByteCount offset, ByteCount size) {
    long chunk = limits.chunk().value();
    long stored = size.value() - offset.value();
    return new ByteCount(stored > 0 ? Math.min(chunk, stored) : chunk);
  }
}
