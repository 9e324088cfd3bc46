package io.piecemeal.application.upkeep;

import io.piecemeal.application.file.FileBytes;
import io.piecemeal.application.object.DigestingSink;
import io.piecemeal.application.object.StagedChunk;
import io.piecemeal.application.object.SupersededException;
import io.piecemeal.application.port.in.Pace;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * All bytes of a complete file on their way into one object. Large chunks are appended by the store
 * where it can; all others are written. What was appended nobody here has seen, so the whole is
 * read as the store has it before it takes the chunks' place.
 */
final class WholeCopy {

  private static final int BUFFER = 64 << 10;
  private static final int CHUNKS_PER_PAGE = 256;

  private final FileCatalog catalog;
  private final FileBytes bytes;
  private final CompleteFile file;
  private final Pace pace;
  private final DigestingSink digest = new DigestingSink();

  WholeCopy(FileCatalog catalog, FileBytes bytes, CompleteFile file, Pace pace) {
    this.catalog = catalog;
    this.bytes = bytes;
    this.file = file;
    this.pace = pace;
  }

  /**
   * Writes the bytes.
   *
   * @param worth chunks of this length, or longer, are appended where the store can
   * @throws SupersededException if the file is gone
   * @throws StorageFailure.Damaged if they are not those that the file was completed with
   */
  void writeTo(StagedChunk copy, ByteCount worth) throws IOException {
    boolean appended = false;
    ByteCount written = ByteCount.ZERO;
    ByteCount position = ByteCount.ZERO;
    while (position.compareTo(file.size()) < 0) {
      for (Chunk chunk : page(position)) {
        requireUnreplaced(chunk, position);
        position = chunk.end();
        if (chunk.home() == Chunk.Home.STORE && chunk.length().compareTo(worth) >= 0) {
          write(written, chunk.offset(), copy);
          written = chunk.offset();
          if (copy.append(chunk.key(), new ByteRange(ByteCount.ZERO, chunk.length()))) {
            appended = true;
            written = chunk.end();
          }
        }
      }
    }
    write(written, file.size(), copy);
    requireUnchanged(appended ? copy.measure(pace) : digest.sha256());
  }

  private List<Chunk> page(ByteCount from) throws SupersededException {
    List<Chunk> page =
        catalog
            .chunks(file, from, CHUNKS_PER_PAGE)
            .orElseThrow(() -> new SupersededException(file.id()));
    if (page.isEmpty()) {
      throw new StorageFailure.Damaged("file %s has no chunk at %s".formatted(file.id(), from));
    }
    return page;
  }

  /** Another node may have made one object of the file since the page before. */
  private void requireUnreplaced(Chunk chunk, ByteCount position) throws SupersededException {
    if (!chunk.offset().equals(position)) {
      throw new SupersededException(file.id());
    }
  }

  private void write(ByteCount from, ByteCount to, StagedChunk copy) throws IOException {
    long length = to.value() - from.value();
    if (length == 0) {
      return;
    }
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = bytes.open(file, new ByteRange(from, new ByteCount(length)))) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        copy.sink().write(buffer, 0, count);
        digest.write(buffer, 0, count);
        pace.afterReading(new ByteCount(count));
      }
    }
  }

  private void requireUnchanged(Sha256 actual) {
    Sha256 expected = file.sha256();
    if (!expected.equals(actual)) {
      throw new StorageFailure.Damaged(
          "file %s has SHA-256 %s, expected %s".formatted(file.id(), actual, expected));
    }
  }
}
