package io.piecemeal.testkit;

import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.FileListing;
import io.piecemeal.application.port.out.Graveyard;
import io.piecemeal.application.port.out.LedgerProbe;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.ByteCount;
import io.piecemeal.domain.Chunk;
import io.piecemeal.domain.ChunkObject;
import io.piecemeal.domain.FileId;
import io.piecemeal.domain.FileQuery;
import io.piecemeal.domain.ObjectKey;
import io.piecemeal.domain.Owner;
import io.piecemeal.domain.Sha256;
import io.piecemeal.domain.StoredFile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A ledger that lasts as long as its process. One lock makes every method one atomic step. */
public final class InMemoryFileLedger implements FileLedger, FileListing, Graveyard, LedgerProbe {

  private final LedgerState state;

  public InMemoryFileLedger(InstantSource clock) {
    state = new LedgerState(clock);
  }

  @Override
  public synchronized StoredFile open(NewFile file) {
    return state.enter(file).file();
  }

  @Override
  public synchronized StoredFile store(NewFile file, List<ChunkObject> chunks, Sha256 sha256) {
    chunks.forEach(chunk -> state.requireUnused(chunk.key()));
    FileEntry entry = state.enter(file);
    for (ChunkObject chunk : chunks) {
      state.bringToLife(chunk.key());
      entry.add(chunk, state.now());
    }
    entry.complete(sha256, state.now());
    return entry.file();
  }

  @Override
  public synchronized Lookup find(Owner owner, FileId file) {
    return state.find(owner, file);
  }

  @Override
  public synchronized Commit append(Append append) {
    return change(
        append.seen(),
        entry -> {
          state.requireUnused(append.chunk().key());
          state.bringToLife(append.chunk().key());
          entry.append(append, state.now());
        });
  }

  @Override
  public synchronized Commit complete(StoredFile seen, Sha256 sha256) {
    return change(seen, entry -> entry.complete(sha256, state.now()));
  }

  @Override
  public synchronized Commit rewind(StoredFile seen, ByteCount size) {
    if (state.entry(seen.id()).filter(entry -> entry.isBoundary(size)).isEmpty()) {
      return new Commit.Superseded();
    }
    return change(seen, entry -> entry.cut(size, state.now()).forEach(state::kill));
  }

  private Commit change(StoredFile seen, Consumer<FileEntry> step) {
    Optional<FileEntry> found =
        state.entry(seen.id()).filter(entry -> entry.isAsSeen(seen, state.now()));
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
    found.ifPresent(entry -> entry.putOutOfReach(state.now()));
    return commit(found);
  }

  @Override
  public synchronized Fate settle(ObjectKey key) {
    return state.settle(key);
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
  public synchronized List<StoredFile> list(Owner owner, FileQuery query) {
    return state.list(owner, query);
  }

  @Override
  public synchronized int expire(int limit) {
    return state.expire(limit);
  }

  @Override
  public synchronized int retire(int limit) {
    return state.retire(limit);
  }

  @Override
  public synchronized List<ObjectKey> claim(Duration rest, int limit) {
    return state.claim(rest, limit);
  }

  @Override
  public synchronized void bury(Collection<ObjectKey> keys) {
    state.bury(keys);
  }

  @Override
  public synchronized int forget(Duration remembered, int limit) {
    return state.forget(remembered, limit);
  }

  @Override
  public void probe() {}
}
