package io.piecemeal.adapters.s3.cache;

import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * A part of an object on its way into the cache. What fails concerns the cache only: it never
 * throws, and who reads the part gets it all the same. For one thread at a time.
 */
final class Filling {

  private final ReadCache cache;
  private final ObjectKey key;
  private final ByteRange range;
  private final Path path;
  private final FileChannel file;
  private final CRC32C check = new CRC32C();
  private boolean ended;

  /**
   * @param file empty, for the range
   */
  Filling(ReadCache cache, ObjectKey key, ByteRange range, Path path, FileChannel file) {
    this.cache = cache;
    this.key = key;
    this.range = range;
    this.path = path;
    this.file = file;
  }

  /** Adds what was read next. */
  void add(ByteBuffer bytes) {
    if (ended) {
      return;
    }
    check.update(bytes.duplicate());
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      cache.failed(e);
      close();
    }
  }

  /** The part is whole. */
  void keep() {
    if (ended) {
      return;
    }
    ended = true;
    try {
      file.close();
      cache.keep(key, path, range, check.getValue());
    } catch (IOException e) {
      cache.failed(e);
      cache.abandon(path, range);
    }
  }

  /** Forgets the part, unless it was kept. */
  void close() {
    if (ended) {
      return;
    }
    ended = true;
    try (file) {
      cache.abandon(path, range);
    } catch (IOException e) {
      cache.failed(e);
    }
  }
}
