package io.piecemeal.application.upload;

import io.piecemeal.application.file.FileLookup;
import io.piecemeal.application.port.in.AppendChunk.Appended;
import io.piecemeal.application.port.in.AppendStream;
import io.piecemeal.application.port.in.ChunkBody;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.JoinParts;
import io.piecemeal.application.port.in.JoinParts.JoinCommand;
import io.piecemeal.application.port.in.StorePart;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.ChunkPosition;
import io.piecemeal.domain.upload.ChunkTerms;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Appends a stream chunk by chunk, each with its offset. Content that is to count as a whole is
 * stored as a part first, and joined when it ended well.
 */
public final class AppendStreamService implements AppendStream {

  private final FileLookup files;
  private final AppendChunkService append;
  private final StorePart parts;
  private final JoinParts join;
  private final DeleteFile delete;
  private final Limits limits;

  public AppendStreamService(
      FileCatalog catalog,
      AppendChunkService append,
      StorePart parts,
      JoinParts join,
      DeleteFile delete,
      Limits limits) {
    this.files = new FileLookup(catalog);
    this.append = append;
    this.parts = parts;
    this.join = join;
    this.delete = delete;
    this.limits = limits;
  }

  @Override
  public StoredFile append(StreamCommand command) throws IOException {
    StoredFile file = seen(command);
    file.requireEnd(command.offset());
    command
        .announced()
        .ifPresent(length -> file.requireRoomUpTo(command.offset().plus(length), limits));
    return switch (command.extent()) {
      case AS_FAR_AS_IT_COMES -> appendPieces(file, command);
      case ALL_OR_NOTHING -> appendWhole(file, command);
    };
  }

  /**
   * Looked up, unless this process left it where a short stream is to go on, whose commit compares
   * it. What a part is joined to is not compared: the join asks what the file is by then.
   */
  private StoredFile seen(StreamCommand command) {
    if (command.extent() == Extent.ALL_OR_NOTHING) {
      return files.find(command.owner(), command.file());
    }
    return append
        .recent(command.owner(), command.file(), command.announced())
        .filter(past -> past.size().equals(command.offset()))
        .<StoredFile>map(past -> past)
        .orElseGet(() -> files.find(command.owner(), command.file()));
  }

  private StoredFile appendPieces(StoredFile seen, StreamCommand command) throws IOException {
    BrokenOffStream content = new BrokenOffStream(command.content());
    PiecedStream pieces = new PiecedStream(content);
    StoredFile file = seen;
    while (pieces.hasMore()) {
      ByteCount room = file.requireOpen().largestSize(limits).minus(file.size());
      if (room.isZero()) {
        throw new UploadRejected(new Refusal.FileTooLarge(file.largestSize(limits), file.size()));
      }
      ByteCount most = room.isAtMost(limits.chunk()) ? room : limits.chunk();
      file = appendPiece(pieces, content, most, file, command.ending());
      command.progress().durableTo(file.size());
    }
    content.throwIfBroken();
    return file;
  }

  private StoredFile appendPiece(
      PiecedStream pieces, BrokenOffStream content, ByteCount most, StoredFile file, Ending ending)
      throws IOException {
    Appended appended =
        appended(
            file,
            sink -> {
              pieces.copyPiece(most, sink);
              boolean last = ending == Ending.COMPLETES && !pieces.hasMore() && !content.isBroken();
              return new ChunkTerms(
                  Optional.of(file.size()),
                  Optional.empty(),
                  last ? ChunkPosition.LAST : ChunkPosition.MORE_MAY_FOLLOW);
            });
    return switch (appended.novelty()) {
      case NEW -> appended.file();
      // Another append with the same bytes was first: it owns the end of the file.
      case REPLAYED ->
          throw new UploadRejected(
              new Refusal.OffsetMismatch(file.id(), file.size(), appended.file().size()));
    };
  }

  /** A stream is sent for the end of the file, so what is there already is another append's. */
  private Appended appended(StoredFile file, ChunkBody piece) throws IOException {
    try {
      return append.append(file, piece);
    } catch (UploadRejected e) {
      if (e.refusal() instanceof Refusal.BytesDiffer differ) {
        throw new UploadRejected(
            new Refusal.OffsetMismatch(file.id(), file.size(), differ.currentSize()));
      }
      throw e;
    }
  }

  private StoredFile appendWhole(StoredFile seen, StreamCommand command) throws IOException {
    StoredFile part = parts.store(seen.owner(), seen.id(), command.content());
    StoredFile joined = joined(seen, command, part);
    command.progress().durableTo(joined.size());
    return joined;
  }

  private StoredFile joined(StoredFile file, StreamCommand command, StoredFile part) {
    JoinCommand whole =
        new JoinCommand(
            file.owner(), file.id(), command.offset(), Optional.empty(), List.of(part.id()));
    ByteCount end = command.offset().plus(part.size());
    boolean ends =
        command.ending() == Ending.COMPLETES
            || file.declared().size().filter(end::equals).isPresent();
    try {
      return ends ? join.complete(whole, Optional.empty()) : join.join(whole);
    } catch (UploadRejected e) {
      // It would count against its owner's quota until it expires.
      delete.takeBack(part, e);
      throw e;
    }
  }
}
