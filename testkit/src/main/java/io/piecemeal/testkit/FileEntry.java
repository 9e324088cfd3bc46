package io.piecemeal.testkit;

import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Join;
import io.piecemeal.application.port.out.TicketTransfer;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileHeader;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.Scan;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A file in {@link InMemoryFileLedger}, with its chunks. Not safe for use by several threads. */
final class FileEntry {

  private final Supplier<Instant> clock;
  private StoredFile file;
  private final List<Chunk> chunks = new ArrayList<>();
  private final List<FileId> joinedParts = new ArrayList<>();
  private Optional<Instant> deletedSince = Optional.empty();
  private Optional<Instant> compactAt = Optional.empty();
  private Optional<TicketEntry> ticket = Optional.empty();
  private Optional<Instant> scanSince = Optional.empty();
  private Optional<Instant> scanDueAt = Optional.empty();
  private long scanRound;

  /**
   * @param clock tells what tickets and their transfers are good for by now
   */
  FileEntry(StoredFile opened, Supplier<Instant> clock) {
    this.clock = clock;
    file = opened;
  }

  StoredFile file() {
    return file.with(seenTicket());
  }

  private Optional<Ticket> seenTicket() {
    return ticket.map(given -> given.of(file, clock.get()));
  }

  /** Whether the holder of a valid ticket announced a larger file. */
  boolean hasAnnouncedMoreThan(ByteCount size) {
    return seenTicket()
        .filter(open -> open.state() == Ticket.State.VALID)
        .flatMap(Ticket::total)
        .filter(total -> !total.isAtMost(size))
        .isPresent();
  }

  /** Whether a ticket's transfer is under way. */
  boolean hasRunningTransfer() {
    return seenTicket().filter(given -> given.transfer() == Ticket.Transfer.RUNNING).isPresent();
  }

  /** Whether a ticket's transfer may add to the file now. */
  boolean takes(TicketTransfer transfer) {
    return ticket
        .filter(given -> given.hash().equals(transfer.ticket()))
        .filter(given -> given.is(transfer.number()))
        .filter(given -> given.end().equals(file.size()))
        .isPresent();
  }

  FileId id() {
    return file.id();
  }

  /** The chunks that are not killed. */
  List<Chunk> chunks() {
    return chunks;
  }

  Optional<TicketEntry> ticket() {
    return ticket;
  }

  void give(TicketEntry issued) {
    ticket = Optional.of(issued);
  }

  void takeTicketAway() {
    ticket = Optional.empty();
  }

  boolean isLive(Instant now) {
    return goneSince(now).isEmpty();
  }

  /**
   * Since when nobody can reach it: because it was put out of reach, or because its time is over.
   */
  Optional<Instant> goneSince(Instant now) {
    return deletedSince.or(() -> Optional.of(file.expiresAt()).filter(end -> !end.isAfter(now)));
  }

  /** Since when it is out of reach by a step of its own. */
  Optional<Instant> deletedSince() {
    return deletedSince;
  }

  boolean isAsSeen(StoredFile seen, Instant now) {
    return hasContentOf(seen, now) && file.declared().size().equals(seen.declared().size());
  }

  /** Whether it is open and as it was seen, but for what was declared. */
  boolean hasContentOf(StoredFile seen, Instant now) {
    return isLive(now)
        && file instanceof UploadSession
        && file.size().equals(seen.size())
        && file.revision() == seen.revision();
  }

  void putOutOfReach(Instant since) {
    deletedSince = Optional.of(since);
  }

  void append(Append append, Instant now) {
    if (append.by().isPresent()) {
      ticket = ticket.map(given -> given.receiving(append.chunk().length()));
    }
    chunks.add(new Chunk(append.seen().size(), append.chunk(), append.home(), now));
    Instant expiry = Times.truncated(append.retention().expiry(file.createdAt(), now));
    file = next(append.next().stamped(now, expiry));
    if (file instanceof CompleteFile) {
      isDueIfInPieces(now);
      waitsIfToBeScanned(now);
    }
  }

  /** Adds a chunk to a file that is being entered in one step. */
  void add(ChunkObject chunk, Instant now) {
    chunks.add(new Chunk(file.size(), chunk, Chunk.Home.STORE, now));
    file = file.requireOpen().append(chunk);
  }

  void declare(UploadSession next, Instant now) {
    file = next(next.stamped(now, file.expiresAt()));
  }

  /**
   * @param whole empty for a part of no file
   */
  void becomePartOf(Optional<FileId> whole) {
    SessionTerms terms = file.terms();
    file = on(new SessionTerms(terms.metadata(), new Role.Part(whole), terms.rewinds()), file);
  }

  /** What a step makes of the file; whose part it is may have changed since the step began. */
  private StoredFile next(StoredFile made) {
    return on(file.terms(), made);
  }

  private static StoredFile on(SessionTerms terms, StoredFile file) {
    FileHeader header =
        new FileHeader(
            file.id(),
            file.owner(),
            file.name(),
            file.contentType(),
            file.declared(),
            terms,
            file.createdAt());
    return switch (file) {
      case UploadSession open ->
          new UploadSession(
              header, open.content(), open.updatedAt(), open.expiresAt(), open.ticket());
      case CompleteFile complete ->
          new CompleteFile(
              header,
              complete.content(),
              complete.sha256(),
              complete.updatedAt(),
              complete.expiresAt(),
              complete.ticket(),
              complete.scan());
    };
  }

  /** Takes the chunks of a part, which is out of reach from then on. */
  void take(FileEntry part, ByteCount start, Instant now) {
    for (Chunk chunk : part.chunks) {
      ByteCount offset = start.plus(chunk.offset());
      chunks.add(new Chunk(offset, chunk.object(), chunk.home(), chunk.createdAt()));
    }
    joinedParts.add(part.id());
    part.chunks.clear();
    part.putOutOfReach(now);
  }

  /** Ends a join, when all parts are taken. */
  void joined(Join join, Instant now) {
    file =
        join.next().stamped(now, Times.truncated(join.retention().expiry(file.createdAt(), now)));
  }

  List<FileId> joinedParts() {
    return joinedParts;
  }

  void complete(CompleteFile next, Instant now) {
    file = next(next.stamped(now, file.expiresAt()));
    isDueIfInPieces(now);
    waitsIfToBeScanned(now);
  }

  /** Completes a file that was entered in one step. */
  void completeWhole(Sha256 sha256, Optional<Scan> scan, Instant now) {
    file = file.requireOpen().complete(sha256).scanned(scan);
    waitsIfToBeScanned(now);
  }

  private void waitsIfToBeScanned(Instant now) {
    if (file instanceof CompleteFile complete && complete.isBeingScanned()) {
      scanSince = Optional.of(now);
      scanDueAt = Optional.of(now);
    }
  }

  /** Since when it waits for its scan; empty if it does not. */
  Optional<Instant> scanSince() {
    return scanSince.filter(since -> scanDueAt.isPresent());
  }

  /** Tells this waiting from any other. */
  long scanRound() {
    return scanRound;
  }

  /** When its scan is due, or due again if it was taken up. */
  Optional<Instant> scanDueAt() {
    return scanDueAt;
  }

  void scanIsDueAgain(Instant at) {
    scanDueAt = Optional.of(at);
  }

  void scanAgain(Instant now) {
    scanRound++;
    scanned(Scan.SCANNING, now);
  }

  void scanned(Scan scan, Instant now) {
    file = ((CompleteFile) file).scanned(Optional.of(scan));
    scanDueAt = Optional.empty();
    waitsIfToBeScanned(now);
  }

  private void isDueIfInPieces(Instant now) {
    boolean due =
        chunks.size() > 1 || chunks.stream().anyMatch(part -> part.home() == Chunk.Home.LEDGER);
    compactAt = Optional.of(now).filter(at -> due);
  }

  /** When it is due for compaction, or due again if it was claimed. */
  Optional<Instant> compactAt() {
    return compactAt;
  }

  void isDueAgain(Instant at) {
    compactAt = Optional.of(at);
  }

  void isNoLongerDue() {
    compactAt = Optional.empty();
  }

  boolean consistsOfWhat(StoredFile seen, Instant now) {
    return isLive(now) && file instanceof CompleteFile && file.lastChunk().equals(seen.lastChunk());
  }

  /** Puts one chunk into the place of all; gives the keys of the others. */
  List<ObjectKey> become(CompleteFile compacted, Instant now) {
    List<ObjectKey> replaced = chunks.stream().map(Chunk::key).toList();
    chunks.clear();
    ChunkObject whole = compacted.lastChunk().orElseThrow();
    chunks.add(new Chunk(ByteCount.ZERO, whole, Chunk.Home.STORE, now));
    isNoLongerDue();
    file =
        compacted.scanned(((CompleteFile) file).scan()).stamped(file.updatedAt(), file.expiresAt());
    return replaced;
  }

  boolean isBoundary(ByteCount offset) {
    return offset.equals(file.size())
        || chunks.stream().anyMatch(chunk -> chunk.offset().equals(offset));
  }

  /** Takes the chunks from there on out. */
  List<Chunk> cut(ByteCount size, Instant now) {
    List<Chunk> tail =
        chunks.stream().filter(chunk -> chunk.offset().compareTo(size) >= 0).toList();
    chunks.removeAll(tail);
    ticket = ticket.map(given -> given.cut(size));
    Optional<Chunk> last = chunks.isEmpty() ? Optional.empty() : Optional.of(chunks.getLast());
    file = file.requireOpen().rewind(chunks.size(), last).stamped(now, file.expiresAt());
    return tail;
  }
}
