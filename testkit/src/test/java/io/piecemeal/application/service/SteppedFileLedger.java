package io.piecemeal.application.service;

import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A ledger that lets a test step in just before somebody looks at a file or its chunks, and that
 * can lie about the latter.
 */
final class SteppedFileLedger implements FileLedger {

  private final FileLedger ledger;
  private final Step beforeFind = new Step();
  private final Step beforeChunks = new Step();
  private volatile UnaryOperator<List<Chunk>> answer = UnaryOperator.identity();
  private final List<Integer> chunkLimits = new CopyOnWriteArrayList<>();

  SteppedFileLedger(FileLedger ledger) {
    this.ledger = ledger;
  }

  /** Runs once, before the {@code nth} look at a file from now, counted from 1. */
  void beforeFind(int nth, Runnable hook) {
    beforeFind.set(nth, hook);
  }

  /** Runs once, before the {@code nth} look at chunks from now, counted from 1. */
  void beforeChunks(int nth, Runnable hook) {
    beforeChunks.set(nth, hook);
  }

  /** The limits with which chunks were asked for, in order. */
  List<Integer> chunkLimits() {
    return chunkLimits;
  }

  /** From now on the chunks that are asked for are what this makes of the true ones. */
  void falsifyChunks(UnaryOperator<List<Chunk>> falsification) {
    answer = falsification;
  }

  private static final class Step {

    private final AtomicInteger left = new AtomicInteger();
    private volatile Runnable hook = () -> {};

    void set(int nth, Runnable next) {
      hook = next;
      left.set(nth);
    }

    void run() {
      if (left.decrementAndGet() == 0) {
        hook.run();
      }
    }
  }

  @Override
  public Lookup find(Owner owner, FileId file) {
    beforeFind.run();
    return ledger.find(owner, file);
  }

  @Override
  public Optional<List<Chunk>> chunks(StoredFile file, ByteCount from, int limit) {
    chunkLimits.add(limit);
    beforeChunks.run();
    return ledger.chunks(file, from, limit).map(answer);
  }

  @Override
  public StoredFile open(NewFile file) {
    return ledger.open(file);
  }

  @Override
  public StoredFile store(NewFile file, List<ChunkObject> chunks, Sha256 sha256) {
    return ledger.store(file, chunks, sha256);
  }

  @Override
  public Commit append(Append append) {
    return ledger.append(append);
  }

  @Override
  public Commit complete(CompleteFile next) {
    return ledger.complete(next);
  }

  @Override
  public Commit rewind(UploadSession seen, ByteCount size) {
    return ledger.rewind(seen, size);
  }

  @Override
  public Commit delete(Owner owner, FileId file) {
    return ledger.delete(owner, file);
  }

  @Override
  public CommitStatus resolve(ObjectKey key) {
    return ledger.resolve(key);
  }
}
