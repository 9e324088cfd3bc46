package io.piecemeal.adapters.s3;

import io.piecemeal.domain.storage.ByteRange;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Reads bytes that are still in memory. */
final class GatheredChannel implements ReadableByteChannel {

  private final GatheredBytes bytes;
  private int position;
  private final int end;
  private boolean open = true;

  GatheredChannel(GatheredBytes bytes, ByteRange range) {
    if (range.end().value() > bytes.length()) {
      throw new IllegalArgumentException("%s of %d bytes".formatted(range, bytes.length()));
    }
    this.bytes = bytes;
    this.position = (int) range.start().value();
    this.end = (int) range.end().value();
  }

  @Override
  public int read(ByteBuffer target) {
    if (!target.hasRemaining()) {
      return 0;
    }
    if (position == end) {
      return -1;
    }
    int limit = target.limit();
    target.limit(Math.min(limit, target.position() + end - position));
    int count = bytes.copy(position, target);
    target.limit(limit);
    position += count;
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
