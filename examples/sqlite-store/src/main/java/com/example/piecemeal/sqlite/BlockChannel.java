package com.example.piecemeal.sqlite;

import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;

/** Reads a part of an object, a block at a time; between two reads it holds no connection. */
final class BlockChannel implements ReadableByteChannel {

  private final Lane readers;
  private final ObjectKey key;
  private final long end;
  private long offset;
  private ByteBuffer block = ByteBuffer.allocate(0);
  private boolean open = true;

  BlockChannel(Lane readers, ObjectKey key, ByteRange range) {
    this.readers = readers;
    this.key = key;
    this.offset = range.start().value();
    this.end = range.end().value();
  }

  @Override
  public int read(ByteBuffer target) throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
    if (offset == end) {
      return -1;
    }
    if (!target.hasRemaining()) {
      return 0;
    }
    if (!block.hasRemaining()) {
      block = next();
    }
    int count = (int) Math.min(end - offset, Math.min(block.remaining(), target.remaining()));
    target.put(block.slice(block.position(), count));
    block.position(block.position() + count);
    offset += count;
    return count;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }

  private ByteBuffer next() {
    ByteBuffer found = readers.read(c -> ObjectRows.bytesAt(c, key, offset));
    if (!found.hasRemaining()) {
      throw new StorageFailure.Damaged("object %s has no byte %d".formatted(key, offset));
    }
    return found;
  }
}
