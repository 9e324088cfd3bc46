package io.piecemeal.application.file;

import io.piecemeal.application.object.DigestingSink;
import io.piecemeal.application.object.SupersededException;
import io.piecemeal.application.port.in.Pace;
import io.piecemeal.application.port.in.ScrubFiles.Verdict;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.InlineObjects;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Crc32c;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Compares the bytes of a file with its ledger: the length and CRC32C of each chunk, its SHA-256
 * where there is one, and the SHA-256 of the whole if the file is complete.
 */
public final class FileInspection {

  private static final int CHUNKS_PER_PAGE = 256;
  private static final int BUFFER = 64 << 10;

  private final FileCatalog catalog;
  private final ChunkStore store;
  private final InlineObjects inline;

  public FileInspection(FileCatalog catalog, ChunkStore store, InlineObjects inline) {
    this.catalog = catalog;
    this.store = store;
    this.inline = inline;
  }

  /**
   * @throws SupersededException if the file is no longer what was seen
   */
  public Verdict of(StoredFile file, Pace pace) throws IOException {
    try (ChunkReader reader = new ChunkReader(store, inline, file.size())) {
      return of(file, reader, pace);
    }
  }

  private Verdict of(StoredFile file, ChunkReader reader, Pace pace) throws IOException {
    DigestingSink whole = new DigestingSink();
    ByteCount position = ByteCount.ZERO;
    while (position.compareTo(file.size()) < 0) {
      List<Chunk> page =
          catalog
              .chunks(file, position, CHUNKS_PER_PAGE)
              .orElseThrow(() -> new SupersededException(file.id()));
      Deque<Chunk> left = new ArrayDeque<>(page);
      if (!covers(left.peek(), position)) {
        return new Verdict.Damaged(position, "the ledger has no chunk there");
      }
      while (covers(left.peek(), position)) {
        Chunk chunk = left.remove();
        if (!chunk.offset().equals(position)) {
          // Made of one object meanwhile: the next round tells.
          throw new SupersededException(file.id());
        }
        Optional<String> difference =
            difference(chunk.object(), opening(reader, chunk, left), whole, pace);
        if (difference.isPresent()) {
          requireUnreplaced(file, chunk);
          return new Verdict.Damaged(position, difference.get());
        }
        position = chunk.end();
      }
    }
    return verdict(file, whole.sha256());
  }

  /** Whether the next chunk has the byte at this position, which else no chunk has. */
  private static boolean covers(@Nullable Chunk chunk, ByteCount position) {
    return chunk != null && chunk.offset().compareTo(position) <= 0;
  }

  private static Verdict verdict(StoredFile file, Sha256 actual) {
    return switch (file) {
      case UploadSession open -> new Verdict.Whole();
      case CompleteFile complete when complete.sha256().equals(actual) -> new Verdict.Whole();
      case CompleteFile complete ->
          new Verdict.Damaged(
              file.size(),
              "the file has SHA-256 %s, expected %s".formatted(actual, complete.sha256()));
    };
  }

  /** The file may have been compacted so long ago that the object of this chunk is removed. */
  private void requireUnreplaced(StoredFile file, Chunk chunk) throws SupersededException {
    boolean same =
        catalog
            .chunks(file, chunk.offset(), 1)
            .filter(now -> now.stream().map(Chunk::key).anyMatch(chunk.key()::equals))
            .isPresent();
    if (!same) {
      throw new SupersededException(file.id());
    }
  }

  private static Supplier<ReadableByteChannel> opening(
      ChunkReader reader, Chunk chunk, Collection<Chunk> next) {
    ByteRange whole = new ByteRange(ByteCount.ZERO, chunk.length());
    return () -> reader.open(chunk, whole, next);
  }

  /** What is wrong with the bytes of an object, if anything is. */
  private Optional<String> difference(
      ChunkObject object, Supplier<ReadableByteChannel> opening, DigestingSink whole, Pace pace)
      throws IOException {
    CRC32C crc32c = new CRC32C();
    Optional<DigestingSink> digest = object.sha256().map(expected -> new DigestingSink());
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Channels.newInputStream(opening.get())) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        crc32c.update(buffer, 0, count);
        if (digest.isPresent()) {
          digest.get().write(buffer, 0, count);
        }
        whole.write(buffer, 0, count);
        pace.afterReading(new ByteCount(count));
      }
    } catch (StorageFailure.Damaged e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    return difference(
        object, new Crc32c((int) crc32c.getValue()), digest.map(DigestingSink::sha256));
  }

  private static Optional<String> difference(
      ChunkObject object, Crc32c crc32c, Optional<Sha256> sha256) {
    if (!object.crc32c().equals(crc32c)) {
      return Optional.of(
          "object %s has CRC32C %s, expected %s".formatted(object.key(), crc32c, object.crc32c()));
    }
    return sha256
        .filter(actual -> !object.sha256().equals(Optional.of(actual)))
        .map(actual -> "object %s has SHA-256 %s".formatted(object.key(), actual));
  }
}
