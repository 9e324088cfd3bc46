package io.piecemeal.adapters.s3.cache;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/**
 * Reads a range of an object, part by part: from the cache as long as it has the next one, and the
 * rest from the store, by one request.
 */
final class CachedChannel implements ReadableByteChannel {

  private final ReadCache cache;
  private final ObjectKey key;
  private final FromStore store;
  private final long end;
  private long position;
  private long partEnd;
  private ReadableByteChannel bytes;
  private boolean fromStore;
  private Optional<Filling> filling = Optional.empty();
  private boolean open = true;

  /** Where the bytes are that the cache does not have. */
  @FunctionalInterface
  interface FromStore {

    /** Opens the rest of the range. */
    ReadableByteChannel open(ByteRange rest);
  }

  CachedChannel(ReadCache cache, ObjectKey key, ByteRange range, FromStore store) {
    this.cache = cache;
    this.key = key;
    this.store = store;
    this.position = range.start().value();
    this.end = range.end().value();
    this.partEnd = firstPart(range).end().value();
    this.bytes = cached().orElseGet(this::rest);
    beginFilling();
  }

  /** What of the range is in the same part as its first byte. */
  static ByteRange firstPart(ByteRange range) {
    long start = range.start().value();
    long end = Math.min(range.end().value(), (start / ReadCache.PART + 1) * ReadCache.PART);
    return range(start, end);
  }

  private static ByteRange range(long start, long end) {
    return new ByteRange(new ByteCount(start), new ByteCount(end - start));
  }

  private Optional<ReadableByteChannel> cached() {
    return cache.open(key, range(position, partEnd));
  }

  private ReadableByteChannel rest() {
    fromStore = true;
    return store.open(range(position, end));
  }

  private void beginFilling() {
    filling = fromStore ? cache.fill(key, range(position, partEnd)) : Optional.empty();
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!open) {
      throw new ClosedChannelException();
    }
    if (!target.hasRemaining()) {
      return 0;
    }
    if (position == end) {
      return -1;
    }
    if (position == partEnd) {
      nextPart();
    }
    return readSome(target);
  }

  private void nextPart() throws IOException {
    partEnd = firstPart(range(position, end)).end().value();
    if (!fromStore) {
      bytes.close();
      bytes = cached().orElseGet(this::rest);
    }
    beginFilling();
  }

  private int readSome(ByteBuffer target) throws IOException {
    int limit = target.limit();
    ByteBuffer taken = target.duplicate();
    target.limit((int) Math.min(limit, target.position() + partEnd - position));
    int count;
    try {
      count = bytes.read(target);
    } catch (IOException e) {
      throw new StorageFailure.Unavailable("a part of object %s was not read".formatted(key), e);
    } finally {
      target.limit(limit);
    }
    if (count < 0) {
      throw new StorageFailure.Damaged("object %s ends at %d".formatted(key, position));
    }
    position += count;
    filling.ifPresent(part -> part.add(taken.limit(target.position())));
    if (position == partEnd) {
      filling.ifPresent(Filling::keep);
      filling = Optional.empty();
    }
    return count;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() throws IOException {
    if (open) {
      open = false;
      filling.ifPresent(Filling::close);
      bytes.close();
    }
  }
}
