package io.piecemeal.testkit;

import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.CommitResolver;
import io.piecemeal.application.port.out.Entry;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A ledger that fails, or lets a test step in between, when the test tells it to; else does what
 * the ledger behind it does. Each fault and each hook serves once; of several that are told before
 * a change, each serves one change, in their order.
 */
public final class FaultyFileLedger implements FileLedger, FileCatalog, CommitResolver {

  private final FileLedger ledger;
  private final FileCatalog catalog;
  private final CommitResolver resolver;
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Runnable> beforeSettling =
      new AtomicReference<>(FaultyFileLedger::nothing);
  private final AtomicReference<Runnable> beforeReading =
      new AtomicReference<>(FaultyFileLedger::nothing);

  /** All three are of one ledger. */
  public FaultyFileLedger(FileLedger ledger, FileCatalog catalog, CommitResolver resolver) {
    this.ledger = ledger;
    this.catalog = catalog;
    this.resolver = resolver;
  }

  /** What happens to one change. */
  private record Fault(Runnable before, Runnable after) {

    static final Fault NONE = new Fault(FaultyFileLedger::nothing, FaultyFileLedger::nothing);
  }

  private void before(Runnable step) {
    faults.add(new Fault(step, FaultyFileLedger::nothing));
  }

  private void after(Runnable step) {
    faults.add(new Fault(FaultyFileLedger::nothing, step));
  }

  /** Runs before the next change; changes made in it come first. */
  public void beforeNextChange(Runnable hook) {
    before(hook);
  }

  /** The next change is not made. */
  public void refuseNextChange() {
    before(FaultyFileLedger::refuse);
  }

  /** The next change is not made, but nobody can tell. */
  public void loseNextChange() {
    before(FaultyFileLedger::leaveOpen);
  }

  /** The next change is made, but nobody can tell. */
  public void loseNextAnswer() {
    after(FaultyFileLedger::leaveOpen);
  }

  /** The next change is made, and then something fails that nobody foresaw. */
  public void failAfterNextChange(RuntimeException fault) {
    after(
        () -> {
          throw fault;
        });
  }

  /** The next change is not made, since something fails that nobody foresaw. */
  public void failBeforeNextChange(RuntimeException fault) {
    before(
        () -> {
          throw fault;
        });
  }

  /** The next resolve decides nothing. */
  public void refuseNextResolve() {
    beforeSettling.set(FaultyFileLedger::refuse);
  }

  /** The next look at a file or its chunks fails. */
  public void refuseNextReading() {
    beforeReading.set(FaultyFileLedger::refuse);
  }

  private static void nothing() {}

  private static void refuse() {
    throw new StorageFailure.Unavailable("injected", new IllegalStateException("injected"));
  }

  private static void leaveOpen() {
    throw new StorageFailure.OutcomeUnknown("injected", new IllegalStateException("injected"));
  }

  private <T> T change(Supplier<T> step) {
    Fault fault = Optional.ofNullable(faults.poll()).orElse(Fault.NONE);
    fault.before().run();
    T result = step.get();
    fault.after().run();
    return result;
  }

  @Override
  public Entry open(NewFile file) {
    return change(() -> ledger.open(file));
  }

  @Override
  public Entry store(NewFile file, List<ChunkObject> chunks, Sha256 sha256) {
    return change(() -> ledger.store(file, chunks, sha256));
  }

  @Override
  public Lookup find(Owner owner, FileId file) {
    beforeReading.getAndSet(FaultyFileLedger::nothing).run();
    return catalog.find(owner, file);
  }

  @Override
  public Commit append(Append append) {
    return change(() -> ledger.append(append));
  }

  @Override
  public Commit complete(CompleteFile next) {
    return change(() -> ledger.complete(next));
  }

  @Override
  public Commit rewind(UploadSession seen, ByteCount size) {
    return change(() -> ledger.rewind(seen, size));
  }

  @Override
  public Commit delete(Owner owner, FileId file) {
    return change(() -> ledger.delete(owner, file));
  }

  @Override
  public CommitStatus resolve(ObjectKey key) {
    beforeSettling.getAndSet(FaultyFileLedger::nothing).run();
    return resolver.resolve(key);
  }

  @Override
  public Optional<List<Chunk>> chunks(StoredFile file, ByteCount from, int limit) {
    beforeReading.getAndSet(FaultyFileLedger::nothing).run();
    return catalog.chunks(file, from, limit);
  }

  @Override
  public List<StoredFile> list(Owner owner, FileQuery query) {
    beforeReading.getAndSet(FaultyFileLedger::nothing).run();
    return catalog.list(owner, query);
  }

  @Override
  public List<CompleteFile> withDigests(Owner owner, Collection<Sha256> digests) {
    beforeReading.getAndSet(FaultyFileLedger::nothing).run();
    return catalog.withDigests(owner, digests);
  }
}
