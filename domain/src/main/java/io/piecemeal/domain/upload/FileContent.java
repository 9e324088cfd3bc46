package io.piecemeal.domain.upload;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import java.util.Optional;

/**
 * The bytes that a file has at one moment.
 *
 * @param chunks how many chunks they were sent in; they may lie in one object by now
 * @param revision counts the changes that replaced bytes instead of adding some (rewinds); content
 *     of the same revision and size is always the same bytes
 * @param lastChunk the object that ends the file; empty for a file of 0 bytes
 */
public record FileContent(
    ByteCount size, int chunks, long revision, Optional<ChunkObject> lastChunk) {

  /** What a new file has. */
  public static final FileContent NONE = new FileContent(ByteCount.ZERO, 0, 0, Optional.empty());

  public FileContent {
    require(chunks >= 0, "a number of chunks is never negative: " + chunks);
    require(revision >= 0, "a revision is never negative: " + revision);
    require(
        size.isZero() == (chunks == 0), "%s bytes are not in %d chunks".formatted(size, chunks));
    require(
        lastChunk.isPresent() == (chunks > 0),
        "a file has a last chunk if and only if it has chunks, here %d".formatted(chunks));
    require(
        lastChunk.filter(last -> !last.length().isAtMost(size)).isEmpty(),
        "the last chunk is longer than the file of %s bytes".formatted(size));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** The content with one more chunk behind it. */
  FileContent plus(ChunkObject chunk) {
    return new FileContent(size.plus(chunk.length()), chunks + 1, revision, Optional.of(chunk));
  }

  /** The content with that of another file behind it. */
  FileContent plus(FileContent other) {
    return new FileContent(
        size.plus(other.size),
        Math.addExact(chunks, other.chunks),
        revision,
        other.lastChunk.or(() -> lastChunk));
  }

  /** The content after a cut: {@code left} chunks, with {@code last} at its end. */
  FileContent cutTo(int left, Optional<Chunk> last) {
    return new FileContent(
        last.map(Chunk::end).orElse(ByteCount.ZERO), left, revision + 1, last.map(Chunk::object));
  }

  /** The same bytes in one object. */
  FileContent in(ChunkObject whole) {
    require(
        whole.length().equals(size),
        "an object of %s bytes is no copy of %s bytes".formatted(whole.length(), size));
    return new FileContent(size, chunks, revision, Optional.of(whole));
  }
}
