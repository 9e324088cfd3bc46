package io.piecemeal.testkit;

import io.piecemeal.application.port.out.Join;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.application.port.out.TicketHash;
import io.piecemeal.application.port.out.TicketTransfer;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileContent;
import io.piecemeal.domain.upload.FileHeader;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.domain.upload.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The content of {@link InMemoryFileLedger}, which guards it with its lock. */
final class LedgerState {

  private static final Comparator<FileQuery.Position> OLDEST_FIRST =
      Comparator.comparing(FileQuery.Position::createdAt)
          .thenComparing(position -> position.file().value());

  private final InstantSource clock;
  private final Map<FileId, FileEntry> files = new HashMap<>();
  private final KeyStates keys;
  private final Set<FileId> damaged = new HashSet<>();
  private final EventState events = new EventState(this::now);
  private final DownloadState downloads = new DownloadState(this);

  LedgerState(InstantSource clock) {
    this.clock = clock;
    this.keys = new KeyStates(this::now);
  }

  DownloadState downloads() {
    return downloads;
  }

  KeyStates keys() {
    return keys;
  }

  EventState events() {
    return events;
  }

  Instant now() {
    return Times.truncated(clock.instant());
  }

  FileEntry enter(NewFile file) {
    Instant now = now();
    FileEntry entry =
        new FileEntry(
            new UploadSession(
                new FileHeader(
                    file.id(),
                    file.owner(),
                    file.name(),
                    file.contentType(),
                    file.declared(),
                    file.terms(),
                    now),
                FileContent.NONE,
                now,
                Times.truncated(file.retention().expiry(now, now)),
                Optional.empty()),
            this::now);
    if (files.putIfAbsent(file.id(), entry) != null) {
      throw new IllegalStateException("file id used twice: " + file.id());
    }
    return entry;
  }

  Optional<FileEntry> entry(FileId file) {
    return Optional.ofNullable(files.get(file));
  }

  Optional<FileEntry> liveEntry(Owner owner, FileId file) {
    return entry(file)
        .filter(entry -> entry.file().owner().equals(owner))
        .filter(entry -> entry.isLive(now()));
  }

  Lookup find(Owner owner, FileId file) {
    Optional<FileEntry> found = entry(file).filter(entry -> entry.file().owner().equals(owner));
    if (found.isEmpty()) {
      return new Lookup.Missing();
    }
    StoredFile stored = found.get().file();
    Optional<Instant> goneSince = found.get().goneSince(now());
    if (goneSince.isEmpty()) {
      return damaged.contains(file) ? new Lookup.Damaged(stored) : new Lookup.Live(stored);
    }
    boolean remembered = goneSince.get().plus(Retention.GONE_IS_KNOWN).isAfter(now());
    return remembered ? new Lookup.Gone(stored.size()) : new Lookup.Missing();
  }

  Optional<StoredFile> next(Optional<FileId> after) {
    return files.values().stream()
        .filter(entry -> entry.isLive(now()))
        .map(FileEntry::file)
        .filter(file -> after.filter(id -> file.id().value().compareTo(id.value()) <= 0).isEmpty())
        .min(Comparator.comparing(file -> file.id().value()));
  }

  boolean markDamaged(StoredFile seen) {
    boolean same =
        liveEntry(seen.owner(), seen.id())
            .filter(entry -> entry.file().revision() == seen.revision())
            .isPresent();
    if (same && damaged.add(seen.id())) {
      events.record(EventType.FILE_DAMAGED, entry(seen.id()).orElseThrow().file());
    }
    return same;
  }

  void markWhole(StoredFile seen) {
    boolean same =
        entry(seen.id())
            .map(FileEntry::file)
            .filter(file -> file.revision() == seen.revision() && file.size().equals(seen.size()))
            .isPresent();
    if (same) {
      forgetDamage(seen.id());
    }
  }

  Optional<Ticket> issue(
      UploadSession seen, TicketHash hash, Duration lifetime, Ticket.Completion completion) {
    Optional<FileEntry> found = entry(seen.id()).filter(entry -> entry.isAsSeen(seen, now()));
    found.ifPresent(
        entry ->
            entry.give(TicketEntry.issued(hash, seen.size(), now().plus(lifetime), completion)));
    return found.flatMap(entry -> entry.file().ticket());
  }

  Optional<Ticket> findTicket(TicketHash hash) {
    return holding(hash).flatMap(entry -> entry.file().ticket());
  }

  void useTicket(TicketHash hash) {
    holding(hash)
        .filter(entry -> entry.ticket().orElseThrow().use() == TicketEntry.Use.OPEN)
        .ifPresent(
            entry -> {
              entry.give(entry.ticket().orElseThrow().used());
              events.record(EventType.TICKET_USED, entry.file());
            });
  }

  Optional<TicketTransfer> begin(
      TicketHash hash, Ticket seen, Optional<ByteCount> total, Duration lease) {
    Optional<FileEntry> found = holding(hash).filter(entry -> letsBegin(entry, seen));
    found.ifPresent(
        entry -> entry.give(entry.ticket().orElseThrow().begun(total, now().plus(lease))));
    return found
        .flatMap(FileEntry::ticket)
        .map(begun -> new TicketTransfer(hash, begun.transfers()));
  }

  private static boolean letsBegin(FileEntry entry, Ticket seen) {
    Ticket ticket = entry.file().ticket().orElseThrow();
    return ticket.state() == Ticket.State.VALID
        && ticket.transfer() == Ticket.Transfer.IDLE
        && ticket.received().equals(seen.received());
  }

  /** Gives the transfer a lease to that time, if it is the one that runs. */
  boolean lease(TicketTransfer transfer, Instant until) {
    Optional<FileEntry> found =
        holding(transfer.ticket())
            .filter(entry -> entry.ticket().orElseThrow().is(transfer.number()));
    found.ifPresent(entry -> entry.give(entry.ticket().orElseThrow().leased(until)));
    return found.isPresent();
  }

  private Optional<FileEntry> holding(TicketHash hash) {
    return files.values().stream()
        .filter(entry -> entry.ticket().filter(ticket -> ticket.hash().equals(hash)).isPresent())
        .findFirst();
  }

  void forgetDamage(FileId file) {
    damaged.remove(file);
  }

  List<StoredFile> list(Owner owner, FileQuery query) {
    return files.values().stream()
        .filter(entry -> entry.isLive(now()))
        .map(FileEntry::file)
        .filter(file -> file.owner().equals(owner) && !file.terms().isPart())
        .filter(file -> query.status().filter(status -> status != file.status()).isEmpty())
        .filter(
            file -> query.after().filter(after -> !isBehind(file, after, query.order())).isEmpty())
        .sorted(Comparator.comparing(FileQuery.Position::of, comparator(query.order())))
        .limit(query.limit())
        .toList();
  }

  List<CompleteFile> withDigests(Owner owner, Collection<Sha256> digests) {
    Map<Sha256, CompleteFile> youngest = new HashMap<>();
    files.values().stream()
        .filter(entry -> entry.isLive(now()) && !damaged.contains(entry.id()))
        .map(FileEntry::file)
        .filter(file -> file.owner().equals(owner) && !file.terms().isPart())
        .sorted(Comparator.comparing(FileQuery.Position::of, OLDEST_FIRST))
        .forEach(
            file -> {
              if (file instanceof CompleteFile complete && digests.contains(complete.sha256())) {
                youngest.put(complete.sha256(), complete);
              }
            });
    return List.copyOf(youngest.values());
  }

  List<StoredFile> parts(Owner owner, FileId whole, Optional<FileQuery.Position> after, int limit) {
    return partsOf(owner, whole)
        .filter(file -> !damaged.contains(file.id()))
        .filter(
            file ->
                after
                    .filter(last -> OLDEST_FIRST.compare(FileQuery.Position.of(file), last) <= 0)
                    .isEmpty())
        .sorted(Comparator.comparing(FileQuery.Position::of, OLDEST_FIRST))
        .limit(limit)
        .toList();
  }

  /** Those that were there before their file stay. */
  void detachParts(StoredFile whole) {
    List<FileEntry> parts =
        partsOf(whole.owner(), whole.id()).map(part -> entry(part.id()).orElseThrow()).toList();
    switch (whole.terms().role()) {
      case Role.OfParts _ -> parts.forEach(part -> part.becomePartOf(Optional.empty()));
      case Role.Whole _, Role.Part _ -> parts.forEach(part -> part.putOutOfReach(now()));
    }
  }

  private Stream<StoredFile> partsOf(Owner owner, FileId whole) {
    return files.values().stream()
        .filter(entry -> entry.isLive(now()))
        .map(FileEntry::file)
        .filter(file -> file.owner().equals(owner))
        .filter(
            file ->
                switch (file.terms().role()) {
                  case Role.Part part -> part.of().filter(whole::equals).isPresent();
                  case Role.Whole _, Role.OfParts _ -> false;
                });
  }

  boolean isPartAsSeen(FileEntry whole, CompleteFile seen) {
    return entry(seen.id())
        .filter(entry -> entry.consistsOfWhat(seen, now()))
        .map(FileEntry::file)
        .filter(part -> part.owner().equals(whole.file().owner()))
        .filter(part -> part.terms().role().mayBecomePartOf(whole.id()))
        .isPresent();
  }

  boolean claim(Owner owner, FileId whole, List<FileId> parts) {
    List<FileEntry> entries =
        parts.stream()
            .flatMap(part -> entry(part).stream())
            .filter(entry -> entry.isLive(now()))
            .filter(entry -> entry.file().owner().equals(owner))
            .filter(entry -> entry.file().terms().role().mayBecomePartOf(whole))
            .toList();
    boolean all = entries.size() == parts.size();
    if (all) {
      entries.forEach(entry -> entry.becomePartOf(Optional.of(whole)));
    }
    return all;
  }

  void join(FileEntry whole, Join join) {
    ByteCount start = join.seen().size();
    for (CompleteFile part : join.parts()) {
      whole.take(entry(part.id()).orElseThrow(), start, now());
      start = start.plus(part.size());
    }
    whole.joined(join, now());
  }

  /** Those of the last 24 hours. */
  List<FileId> joined(FileEntry whole) {
    return whole.joinedParts().stream()
        .filter(id -> entry(id).flatMap(part -> part.goneSince(now())).isPresent())
        .filter(
            id ->
                entry(id)
                    .orElseThrow()
                    .goneSince(now())
                    .get()
                    .plus(Retention.GONE_IS_KNOWN)
                    .isAfter(now()))
        .toList();
  }

  Optional<FileId> joinedTo(Owner owner, FileId part) {
    return files.values().stream()
        .filter(entry -> entry.file().owner().equals(owner) && joined(entry).contains(part))
        .map(entry -> entry.file().id())
        .findFirst();
  }

  private static boolean isBehind(
      StoredFile file, FileQuery.Position after, FileQuery.Order order) {
    return comparator(order).compare(FileQuery.Position.of(file), after) > 0;
  }

  private static Comparator<FileQuery.Position> comparator(FileQuery.Order order) {
    return switch (order) {
      case NEWEST_FIRST -> OLDEST_FIRST.reversed();
      case OLDEST_FIRST -> OLDEST_FIRST;
    };
  }

  /** What the owner is charged for, counted anew. */
  Usage usage(Owner owner) {
    List<FileEntry> entries =
        files.values().stream().filter(entry -> entry.file().owner().equals(owner)).toList();
    ByteCount bytes =
        entries.stream()
            .map(entry -> Usage.ofFile(entry.chunks().stream().map(LedgerState::length).toList()))
            .map(Usage::bytes)
            .reduce(keys.chargedTo(owner), ByteCount::plus);
    long open =
        entries.stream()
            .filter(entry -> entry.isLive(now()))
            .filter(entry -> entry.file() instanceof UploadSession)
            .count();
    return new Usage(bytes, Math.toIntExact(open));
  }

  /** All who are charged for anything. */
  Set<Owner> owners() {
    Set<Owner> owners = keys.charged();
    files.values().forEach(entry -> owners.add(entry.file().owner()));
    return owners;
  }

  /** The owner's files in reach. */
  long files(Owner owner) {
    return files.values().stream()
        .filter(entry -> entry.file().owner().equals(owner) && entry.isLive(now()))
        .count();
  }

  private static ByteCount length(Chunk chunk) {
    return chunk.object().length();
  }

  int expire(int limit) {
    List<FileEntry> over =
        files.values().stream()
            .filter(entry -> entry.deletedSince().isEmpty() && !entry.isLive(now()))
            .limit(limit)
            .toList();
    over.forEach(
        entry -> {
          entry.putOutOfReach(entry.file().expiresAt());
          events.record(EventType.FILE_EXPIRED, entry.file());
        });
    return over.size();
  }

  int killKeys(int limit) {
    int killed = 0;
    for (FileEntry entry : files.values()) {
      if (entry.deletedSince().isPresent()) {
        List<Chunk> taken = List.copyOf(entry.chunks().stream().limit(limit - killed).toList());
        entry.chunks().removeAll(taken);
        taken.forEach(chunk -> keys.kill(entry.file().owner(), chunk));
        killed += taken.size();
      }
    }
    return killed;
  }

  List<CompleteFile> claimForCompaction(Duration lease, int limit) {
    Comparator<FileEntry> longestDueFirst =
        Comparator.comparing(entry -> entry.compactAt().orElseThrow());
    List<FileEntry> due =
        files.values().stream()
            .filter(entry -> entry.isLive(now()) && !entry.file().terms().isPart())
            .filter(entry -> entry.compactAt().filter(at -> !at.isAfter(now())).isPresent())
            .sorted(longestDueFirst)
            .limit(limit)
            .toList();
    due.forEach(entry -> entry.isDueAgain(now().plus(lease)));
    return due.stream().map(entry -> (CompleteFile) entry.file()).toList();
  }

  /** Empty if the file does not consist any more of what was seen. */
  Optional<FileEntry> replace(CompleteFile seen, ChunkObject whole) {
    Optional<FileEntry> found =
        entry(seen.id())
            .filter(entry -> entry.consistsOfWhat(seen, now()))
            .filter(entry -> entry.file().size().equals(whole.length()));
    found.ifPresent(
        entry -> {
          keys.requireUnused(whole.key());
          keys.bringToLife(whole.key());
          entry.become(seen.compacted(whole), now()).forEach(keys::kill);
          forgetDamage(seen.id());
        });
    return found;
  }

  /** Files in reach that wait for their scan and are due. */
  List<FileEntry> toBeScanned() {
    return files.values().stream()
        .filter(entry -> entry.isLive(now()) && !damaged.contains(entry.id()))
        .filter(entry -> entry.scanDueAt().filter(at -> !at.isAfter(now())).isPresent())
        .sorted(Comparator.comparing(entry -> entry.scanDueAt().orElseThrow()))
        .toList();
  }

  int purge(Duration remembered, int limit) {
    Instant latest = now().minus(remembered);
    List<FileId> over =
        files.values().stream()
            .filter(entry -> entry.chunks().isEmpty())
            .filter(entry -> entry.deletedSince().filter(at -> !at.isAfter(latest)).isPresent())
            .map(FileEntry::id)
            .limit(limit)
            .toList();
    over.forEach(files::remove);
    return over.size();
  }
}
