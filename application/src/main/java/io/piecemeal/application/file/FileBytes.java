package io.piecemeal.application.file;

import io.piecemeal.application.object.DigestingSink;
import io.piecemeal.application.object.StagedChunk;
import io.piecemeal.application.object.SupersededException;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.InlineObjects;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.upload.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Consumer;

/** Reads files across the chunks that they consist of. */
public final class FileBytes {

  private static final int READ_AT_ONCE = 64 << 10;

  private final FileCatalog catalog;
  private final ChunkStore store;
  private final InlineObjects inline;

  public FileBytes(FileCatalog catalog, ChunkStore store, InlineObjects inline) {
    this.catalog = catalog;
    this.store = store;
    this.inline = inline;
  }

  /** The bytes of {@code range}, which lies within the file as it was seen. */
  ReadableByteChannel channel(StoredFile file, ByteRange range) {
    ChunkReader chunks = new ChunkReader(store, inline, range.end());
    return new ChunkedChannel(catalog, chunks, file, range);
  }

  /** The same as a stream. */
  public InputStream open(StoredFile file, ByteRange range) {
    return Channels.newInputStream(channel(file, range));
  }

  /**
   * Gives the bytes of the whole file as it was seen to a digest.
   *
   * @param read is told after each block how many bytes of the file the digest has
   * @throws SupersededException if the file is no longer the one that was seen
   */
  void update(MessageDigest digest, StoredFile file, Consumer<ByteCount> read) throws IOException {
    byte[] block = new byte[READ_AT_ONCE];
    try (InputStream in = open(file, new ByteRange(ByteCount.ZERO, file.size()))) {
      ByteCount done = ByteCount.ZERO;
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        digest.update(block, 0, count);
        done = done.plus(new ByteCount(count));
        read.accept(done);
      }
    }
  }

  /** Gives the bytes of one chunk to a digest. */
  void update(MessageDigest digest, StagedChunk chunk) throws IOException {
    try (InputStream in = chunk.open(chunk.length())) {
      in.transferTo(new DigestingSink(digest));
    }
  }

  /**
   * Whether the stored bytes of {@code range} are the first ones of {@code chunk}, which is at
   * least as long.
   *
   * @throws SupersededException if the file is no longer the one that was seen
   */
  public boolean equal(StoredFile file, ByteRange range, StagedChunk chunk) throws IOException {
    try (InputStream stored = open(file, range);
        InputStream received = chunk.open(range.length())) {
      return equal(stored, received);
    }
  }

  private static boolean equal(InputStream one, InputStream other) throws IOException {
    byte[] left = new byte[READ_AT_ONCE];
    byte[] right = new byte[READ_AT_ONCE];
    int count;
    do {
      count = one.readNBytes(left, 0, left.length);
      int counted = other.readNBytes(right, 0, right.length);
      if (!Arrays.equals(left, 0, count, right, 0, counted)) {
        return false;
      }
    } while (count == left.length);
    return true;
  }
}
