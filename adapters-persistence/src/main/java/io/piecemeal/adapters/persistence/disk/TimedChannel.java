package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.storage.StorageFailure;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Reads from a channel on a disk that may go silent. The bytes of a read that is made on another
 * thread are copied: that thread may still write into its buffer when the reader has given up and
 * its own buffer is in use for something else. Of no use after a failure.
 */
final class TimedChannel implements ReadableByteChannel {

  private static final int MOST_AT_ONCE = 64 * 1024;

  private final RangeChannel channel;
  private final DiskCalls calls;
  private boolean readIsUnderWay;

  TimedChannel(RangeChannel channel, DiskCalls calls) {
    this.channel = channel;
    this.calls = calls;
  }

  @Override
  public int read(ByteBuffer target) {
    if (!calls.directCallBegins()) {
      return readElsewhere(target);
    }
    try {
      return channel.read(target);
    } finally {
      calls.directCallEnds();
    }
  }

  private int readElsewhere(ByteBuffer target) {
    ByteBuffer copy = ByteBuffer.allocate(Math.min(target.remaining(), MOST_AT_ONCE));
    try {
      int read = calls.make(() -> channel.read(copy), _ -> channel.close());
      target.put(copy.flip());
      return read;
    } catch (StorageFailure e) {
      readIsUnderWay = DiskCalls.isUnderWayAfter(e);
      throw e;
    }
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  /** Leaves that to a read that has not returned, if there is one: it would be waited for. */
  @Override
  public void close() {
    if (!readIsUnderWay) {
      channel.close();
    }
  }
}
