package io.piecemeal.adapters.persistence.disk;

import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Reads bytes that are still in memory. */
final class BlockChannel implements ReadableByteChannel {

  private final ByteBuffer bytes;
  private boolean open = true;

  /**
   * @param bytes consumed
   */
  BlockChannel(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read(ByteBuffer target) {
    if (!target.hasRemaining()) {
      return 0;
    }
    if (!bytes.hasRemaining()) {
      return -1;
    }
    int count = Math.min(target.remaining(), bytes.remaining());
    target.put(bytes.slice(bytes.position(), count));
    bytes.position(bytes.position() + count);
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
}
