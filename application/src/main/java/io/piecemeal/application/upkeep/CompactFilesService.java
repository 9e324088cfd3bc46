package io.piecemeal.application.upkeep;

import io.piecemeal.application.file.FileBytes;
import io.piecemeal.application.object.ObjectCommit;
import io.piecemeal.application.object.ObjectIntake;
import io.piecemeal.application.object.StagedChunk;
import io.piecemeal.application.object.SupersededException;
import io.piecemeal.application.port.in.CompactFiles;
import io.piecemeal.application.port.in.Pace;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.port.out.Compactions;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.upload.InDoubtCommit;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Copies a file into one new object, then swaps its rows in one step. Nothing is held meanwhile;
 * the first to delete or compact the file wins, and the copy is discarded.
 */
public final class CompactFilesService implements CompactFiles {

  private final Compactions compactions;
  private final InDoubtCommit inDoubt;
  private final ObjectCommit objects;
  private final FileCatalog catalog;
  private final ChunkStore store;
  private final FileBytes bytes;
  private final Policy policy;

  public CompactFilesService(
      Compactions compactions,
      InDoubtCommit inDoubt,
      FileCatalog catalog,
      ObjectIntake intake,
      ChunkStore store,
      FileBytes bytes,
      Policy policy) {
    this.compactions = compactions;
    this.inDoubt = inDoubt;
    this.objects = new ObjectCommit(intake);
    this.catalog = catalog;
    this.store = store;
    this.bytes = bytes;
    this.policy = policy;
  }

  @Override
  public Step compact(Pace pace) {
    List<CompleteFile> claimed = compactions.take(policy.lease(), 1);
    if (claimed.isEmpty()) {
      return Step.NOTHING_DUE;
    }
    CompleteFile file = claimed.getFirst();
    if (!policy.isCheap(file) || !(policy.isWorthIt(file) || isInLedger(file))) {
      compactions.pass(file);
      return Step.PASSED;
    }
    try {
      return replace(file, copied(file, pace));
    } catch (SupersededException e) {
      return Step.SUPERSEDED;
    } catch (StorageFailure.Damaged e) {
      throw new StorageFailure.Damaged("file %s is damaged".formatted(file.id()), e);
    } catch (IOException e) {
      throw new StorageFailure.Unavailable("file %s could not be read".formatted(file.id()), e);
    }
  }

  /** Whether the ledger keeps bytes of a file of few chunks, which it is to be rid of. */
  private boolean isInLedger(CompleteFile file) {
    return catalog.chunks(file, ByteCount.ZERO, policy.minChunks()).stream()
        .flatMap(List::stream)
        .anyMatch(chunk -> chunk.home() == Chunk.Home.LEDGER);
  }

  /** A durable object with the bytes of the whole file; no object is left if this throws. */
  private ChunkObject copied(CompleteFile file, Pace pace) throws IOException {
    try (StagedChunk copy = StagedChunk.begin(store, file.id().shard(), file.size())) {
      new WholeCopy(catalog, bytes, file, pace).writeTo(copy, policy.largeChunk());
      return copy.keep();
    }
  }

  private Step replace(CompleteFile file, ChunkObject whole) {
    return objects.run(
        () -> List.of(whole),
        () ->
            inDoubt.commit(
                whole.key(),
                () -> step(compactions.replace(file, whole)),
                CompactFilesService::step),
        step -> step == Step.COMPACTED);
  }

  private static Step step(Commit commit) {
    return switch (commit) {
      case Commit.Committed committed -> Step.COMPACTED;
      case Commit.Superseded superseded -> Step.SUPERSEDED;
    };
  }

  private static Step step(CommitStatus status) {
    return switch (status) {
      case LIVE -> Step.COMPACTED;
      case DEAD -> Step.SUPERSEDED;
    };
  }

  /**
   * Which files are compacted.
   *
   * @param minChunks files of fewer chunks are left as they are, unless the ledger keeps bytes of
   *     them; at least 2
   * @param largeChunk so are files whose chunks have this size on average, or more: to write them
   *     again costs more than it brings
   * @param lease how long a node has for a file before another one takes it up, and until a file
   *     that could not be compacted is tried again
   */
  public record Policy(int minChunks, ByteCount largeChunk, Duration lease) {

    private static final int FEWEST = 2;

    public Policy {
      if (minChunks < FEWEST) {
        throw new IllegalArgumentException(
            "files of %d chunks cannot be compacted, of %d they can".formatted(minChunks, FEWEST));
      }
    }

    boolean isWorthIt(CompleteFile file) {
      return file.chunks() >= minChunks;
    }

    boolean isCheap(CompleteFile file) {
      return file.size().value() / file.chunks() < largeChunk.value();
    }
  }
}
