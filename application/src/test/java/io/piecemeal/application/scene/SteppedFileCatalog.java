package io.piecemeal.application.scene;

import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.StoredFile;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A catalog that lets a test step in just before a use case looks at a file or its chunks, and that
 * can lie about the latter.
 */
public final class SteppedFileCatalog implements FileCatalog {

  private final FileCatalog catalog;
  private final Step beforeFind = new Step();
  private final Step beforeChunks = new Step();
  private volatile UnaryOperator<List<Chunk>> answer = UnaryOperator.identity();
  private final List<Integer> chunkLimits = new CopyOnWriteArrayList<>();

  public SteppedFileCatalog(FileCatalog catalog) {
    this.catalog = catalog;
  }

  /** Runs once, before the {@code nth} look at a file from now, counted from 1. */
  public void beforeFind(int nth, Runnable hook) {
    beforeFind.set(nth, hook);
  }

  /** Runs once, before the {@code nth} look at chunks from now, counted from 1. */
  public void beforeChunks(int nth, Runnable hook) {
    beforeChunks.set(nth, hook);
  }

  /** The limits with which chunks were asked for, in order. */
  public List<Integer> chunkLimits() {
    return chunkLimits;
  }

  /** From now on the chunks that are asked for are what this makes of the true ones. */
  public void falsifyChunks(UnaryOperator<List<Chunk>> falsification) {
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
    return catalog.find(owner, file);
  }

  @Override
  public Optional<List<Chunk>> chunks(StoredFile file, ByteCount from, int limit) {
    chunkLimits.add(limit);
    beforeChunks.run();
    return catalog.chunks(file, from, limit).map(answer);
  }

  @Override
  public List<StoredFile> list(Owner owner, FileQuery query) {
    return catalog.list(owner, query);
  }

  @Override
  public List<CompleteFile> withDigests(Owner owner, Collection<Sha256> digests) {
    return catalog.withDigests(owner, digests);
  }
}
