package io.piecemeal.testkit;

import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.CommitResolver;
import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.port.out.Compactions;
import io.piecemeal.application.port.out.DamageMarks;
import io.piecemeal.application.port.out.DeletionQueue;
import io.piecemeal.application.port.out.DownloadTickets;
import io.piecemeal.application.port.out.Entry;
import io.piecemeal.application.port.out.EventLog;
import io.piecemeal.application.port.out.FileAssembly;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.InlineObjects;
import io.piecemeal.application.port.out.Join;
import io.piecemeal.application.port.out.LedgerProbe;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.application.port.out.Orphans;
import io.piecemeal.application.port.out.OwnerBook;
import io.piecemeal.application.port.out.TicketHash;
import io.piecemeal.application.port.out.TicketTransfer;
import io.piecemeal.application.port.out.Tickets;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventReading;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.InlineObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.DownloadTicket;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.domain.upload.Usage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A ledger that lasts as long as its process. One lock makes every method one atomic step. */
public final class InMemoryFileLedger
    implements FileLedger,
        FileCatalog,
        FileAssembly,
        CommitResolver,
        DeletionQueue,
        Compactions,
        Orphans,
        DamageMarks,
        Tickets,
        InlineObjects,
        LedgerProbe {

  private final LedgerState state;
  private final InMemoryLedgerMark mark = new InMemoryLedgerMark();
  private final FirstAnswers answers = new FirstAnswers();

  private final Owners owners = new Owners();
  private final Events events = new Events();
  private final InMemoryWebhooks webhooks;
  private final Downloads downloads = new Downloads();
  private final InMemoryScans scans;

  public InMemoryFileLedger(InstantSource clock) {
    state = new LedgerState(clock);
    this.webhooks = new InMemoryWebhooks(clock, events);
    this.scans = new InMemoryScans(this, state);
  }

  @Override
  public synchronized Entry open(NewFile file) {
    return answers.enter(
        file,
        state.now(),
        () -> {
          file.quota().requireRoom(state.usage(file.owner()), Usage.ONE_SESSION);
          StoredFile opened = state.enter(file).file();
          state.events().record(EventType.FILE_CREATED, opened);
          return opened;
        });
  }

  @Override
  public synchronized Entry store(NewFile file, List<ChunkObject> chunks, Sha256 sha256) {
    return answers.enter(file, state.now(), () -> stored(file, chunks, sha256));
  }

  private StoredFile stored(NewFile file, List<ChunkObject> chunks, Sha256 sha256) {
    chunks.forEach(chunk -> requireShard(file.id(), chunk));
    chunks.forEach(chunk -> state.keys().requireUnused(chunk.key()));
    Usage added = Usage.ofFile(chunks.stream().map(ChunkObject::length).toList());
    file.quota().requireRoom(state.usage(file.owner()), added);
    FileEntry entry = state.enter(file);
    for (ChunkObject chunk : chunks) {
      state.keys().bringToLife(chunk.key());
      entry.add(chunk, state.now());
    }
    entry.completeWhole(sha256, file.scan(), state.now());
    state.events().record(EventType.FILE_COMPLETED, entry.file());
    return entry.file();
  }

  private static void requireShard(FileId file, ChunkObject chunk) {
    if (!chunk.key().shard().equals(file.shard())) {
      throw new IllegalArgumentException(
          "chunk %s is not in the shard of file %s".formatted(chunk.key(), file));
    }
  }

  @Override
  public synchronized Lookup find(Owner owner, FileId file) {
    return state.find(owner, file);
  }

  @Override
  public synchronized Commit append(Append append) {
    return change(
        append.seen(),
        entry -> allows(entry, append),
        entry -> {
          state.keys().requireUnused(append.chunk().key());
          append
              .quota()
              .requireRoom(
                  state.usage(append.seen().owner()), Usage.ofChunk(append.chunk().length()));
          state.keys().bringToLife(append.chunk().key());
          append.inline().ifPresent(state.keys()::store);
          entry.append(append, state.now());
          if (append.completedBy().isPresent()) {
            state.events().record(EventType.FILE_COMPLETED, entry.file());
          }
        });
  }

  @Override
  public synchronized List<InlineObject> read(Collection<ObjectKey> keys) {
    return state.keys().read(keys);
  }

  @Override
  public synchronized Commit complete(CompleteFile next) {
    return change(
        next,
        entry -> !entry.hasAnnouncedMoreThan(next.size()),
        entry -> {
          entry.complete(next, state.now());
          state.events().record(EventType.FILE_COMPLETED, entry.file());
        });
  }

  @Override
  public synchronized Commit rewind(UploadSession seen, ByteCount size) {
    if (state.entry(seen.id()).filter(entry -> entry.isBoundary(size)).isEmpty()) {
      return new Commit.Superseded();
    }
    return change(
        seen,
        entry -> true,
        entry -> {
          entry.cut(size, state.now()).forEach(chunk -> state.keys().kill(seen.owner(), chunk));
          state.forgetDamage(seen.id());
          state.events().record(EventType.FILE_REWOUND, entry.file());
        });
  }

  @Override
  public synchronized Commit declare(UploadSession next) {
    Optional<FileEntry> found =
        state
            .entry(next.id())
            .filter(entry -> entry.hasContentOf(next, state.now()))
            .filter(entry -> entry.file().declared().size().isEmpty());
    found.ifPresent(entry -> entry.declare(next, state.now()));
    return commit(found);
  }

  @Override
  public synchronized boolean claim(Owner owner, FileId whole, List<FileId> parts) {
    return state.claim(owner, whole, parts);
  }

  @Override
  public synchronized Commit join(Join join) {
    return change(
        join.seen(),
        entry -> join.parts().stream().allMatch(part -> state.isPartAsSeen(entry, part)),
        entry -> state.join(entry, join));
  }

  @Override
  public synchronized List<StoredFile> parts(
      Owner owner, FileId whole, Optional<FileQuery.Position> after, int limit) {
    return state.parts(owner, whole, after, limit);
  }

  @Override
  public synchronized List<FileId> joined(Owner owner, FileId whole) {
    return state
        .entry(whole)
        .filter(entry -> entry.file().owner().equals(owner))
        .map(state::joined)
        .orElse(List.of());
  }

  @Override
  public synchronized Optional<FileId> joinedTo(Owner owner, FileId part) {
    return state.joinedTo(owner, part);
  }

  private static boolean allows(FileEntry entry, Append append) {
    return append.by().filter(transfer -> !entry.takes(transfer)).isEmpty()
        && (append.completedBy().isEmpty() || allowsTheLast(entry, append));
  }

  private static boolean allowsTheLast(FileEntry entry, Append append) {
    return !entry.hasAnnouncedMoreThan(append.next().size())
        && (append.by().isPresent() || !entry.hasRunningTransfer());
  }

  private Commit change(StoredFile seen, Predicate<FileEntry> condition, Consumer<FileEntry> step) {
    Optional<FileEntry> found =
        state.entry(seen.id()).filter(entry -> entry.isAsSeen(seen, state.now())).filter(condition);
    found.ifPresent(step);
    return commit(found);
  }

  private static Commit commit(Optional<FileEntry> changed) {
    return changed
        .<Commit>map(entry -> new Commit.Committed(entry.file()))
        .orElseGet(Commit.Superseded::new);
  }

  @Override
  public synchronized Commit delete(Owner owner, FileId file) {
    Optional<FileEntry> found = state.liveEntry(owner, file);
    found.ifPresent(
        entry -> {
          state.detachParts(entry.file());
          entry.putOutOfReach(state.now());
          state.events().record(EventType.FILE_DELETED, entry.file());
        });
    return commit(found);
  }

  @Override
  public synchronized CommitStatus resolve(ObjectKey key) {
    return state.keys().resolve(key);
  }

  @Override
  public synchronized Optional<List<Chunk>> chunks(StoredFile file, ByteCount from, int limit) {
    return state
        .liveEntry(file.owner(), file.id())
        .filter(entry -> entry.file().revision() == file.revision())
        .map(FileEntry::chunks)
        .map(
            chunks ->
                chunks.stream()
                    .filter(chunk -> chunk.end().compareTo(from) > 0)
                    .limit(limit)
                    .toList());
  }

  @Override
  public synchronized List<CompleteFile> withDigests(Owner owner, Collection<Sha256> digests) {
    return state.withDigests(owner, digests);
  }

  @Override
  public synchronized List<StoredFile> list(Owner owner, FileQuery query) {
    return state.list(owner, query);
  }

  @Override
  public synchronized int expire(int limit) {
    return state.expire(limit);
  }

  @Override
  public synchronized int killKeys(int limit) {
    return state.killKeys(limit);
  }

  @Override
  public synchronized List<ObjectKey> claim(Duration rest, int limit) {
    return state.keys().claim(rest, limit);
  }

  @Override
  public synchronized void removeRows(Collection<ObjectKey> keys) {
    state.keys().removeRows(keys);
  }

  @Override
  public synchronized int purge(Duration remembered, int limit) {
    return state.purge(remembered, limit);
  }

  @Override
  public synchronized int forgetRequests(int limit) {
    return answers.purge(state.now(), limit);
  }

  @Override
  public synchronized List<CompleteFile> take(Duration lease, int limit) {
    return state.claimForCompaction(lease, limit);
  }

  @Override
  public synchronized void pass(CompleteFile file) {
    state.entry(file.id()).ifPresent(FileEntry::isNoLongerDue);
  }

  @Override
  public synchronized Commit replace(CompleteFile seen, ChunkObject whole) {
    requireShard(seen.id(), whole);
    return commit(state.replace(seen, whole));
  }

  /** The mark that is kept with this ledger. */
  public InMemoryLedgerMark mark() {
    return mark;
  }

  /** What the owners of this ledger's files have, and their quotas. */
  public OwnerBook owners() {
    return owners;
  }

  /** What has happened to the files of this ledger. */
  public EventLog events() {
    return events;
  }

  /** Who wants to be told of that. */
  public InMemoryWebhooks webhooks() {
    return webhooks;
  }

  /** What a scanner makes of the files of this ledger, and whose are scanned. */
  public InMemoryScans scans() {
    return scans;
  }

  /** The tickets to read files of this ledger. */
  public DownloadTickets downloads() {
    return downloads;
  }

  private final class Downloads implements DownloadTickets {

    @Override
    public Optional<DownloadTicket> issue(CompleteFile file, TicketHash hash, Duration lifetime) {
      synchronized (InMemoryFileLedger.this) {
        return state.downloads().issue(file, hash, lifetime);
      }
    }

    @Override
    public Optional<DownloadTicket> find(TicketHash hash) {
      synchronized (InMemoryFileLedger.this) {
        return state.downloads().find(hash);
      }
    }

    @Override
    public void revoke(Owner owner, FileId file) {
      synchronized (InMemoryFileLedger.this) {
        state.downloads().revoke(owner, file);
      }
    }
  }

  private final class Events implements EventLog {

    @Override
    public EventReading read(Owner owner, Optional<EventCursor> after, int limit) {
      synchronized (InMemoryFileLedger.this) {
        return state.events().read(owner, after, limit);
      }
    }

    @Override
    public EventCursor latest(Owner owner) {
      synchronized (InMemoryFileLedger.this) {
        return state.events().latest(owner);
      }
    }

    @Override
    public int drop(Duration kept, int limit) {
      synchronized (InMemoryFileLedger.this) {
        return state.events().drop(kept, limit);
      }
    }
  }

  private final class Owners implements OwnerBook {

    private final Map<Owner, Quota> quotas = new HashMap<>();

    @Override
    public List<Charge> charged() {
      synchronized (InMemoryFileLedger.this) {
        return state.owners().stream()
            .map(owner -> new Charge(owner, state.usage(owner).bytes()))
            .toList();
      }
    }

    @Override
    public FileCounts count(Owner owner) {
      synchronized (InMemoryFileLedger.this) {
        return new FileCounts(state.files(owner), state.usage(owner).openSessions());
      }
    }

    @Override
    public List<OwnQuota> quotas() {
      synchronized (InMemoryFileLedger.this) {
        return quotas.entrySet().stream()
            .map(entry -> new OwnQuota(entry.getKey(), entry.getValue()))
            .toList();
      }
    }

    @Override
    public void setQuota(Owner owner, Quota quota) {
      synchronized (InMemoryFileLedger.this) {
        quotas.put(owner, quota);
      }
    }

    @Override
    public void removeQuota(Owner owner) {
      synchronized (InMemoryFileLedger.this) {
        quotas.remove(owner);
      }
    }
  }

  @Override
  public synchronized Optional<StoredFile> next(Optional<FileId> after) {
    return state.next(after);
  }

  @Override
  public synchronized boolean markDamaged(StoredFile seen) {
    return state.markDamaged(seen);
  }

  @Override
  public synchronized void markWhole(StoredFile seen) {
    state.markWhole(seen);
  }

  @Override
  public synchronized Optional<Ticket> issue(
      UploadSession seen, TicketHash hash, Duration lifetime, Ticket.Completion completion) {
    return state.issue(seen, hash, lifetime, completion);
  }

  @Override
  public synchronized Optional<Ticket> find(TicketHash hash) {
    return state.findTicket(hash);
  }

  @Override
  public synchronized Optional<TicketTransfer> begin(
      TicketHash hash, Ticket seen, Optional<ByteCount> total, Duration lease) {
    return state.begin(hash, seen, total, lease);
  }

  @Override
  public synchronized boolean renew(TicketTransfer transfer, Duration lease) {
    return state.lease(transfer, state.now().plus(lease));
  }

  @Override
  public synchronized void use(TicketHash hash) {
    state.useTicket(hash);
  }

  @Override
  public synchronized void revoke(Owner owner, FileId file) {
    state
        .entry(file)
        .filter(entry -> entry.file().owner().equals(owner))
        .ifPresent(FileEntry::takeTicketAway);
  }

  @Override
  public synchronized List<ObjectKey> unknown(Collection<ObjectKey> keys) {
    return keys.stream().filter(key -> !state.keys().knows(key)).toList();
  }

  @Override
  public synchronized List<ObjectKey> fence(
      Collection<ObjectKey> keys, Duration rest, HighWaterMark seen) {
    List<ObjectKey> fenced = seen.isAbove(mark.read()) ? List.of() : unknown(keys);
    fenced.forEach(key -> state.keys().fence(key, rest));
    return fenced;
  }

  @Override
  public void probe() {}
}
