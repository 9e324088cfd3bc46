package io.piecemeal.adapters.s3;

import io.piecemeal.adapters.s3.Patience.Deadline;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Reads a range of an object. What breaks off is asked for again, from there on: a store closes a
 * connection whose reader pauses.
 */
final class RangeChannel implements ReadableByteChannel {

  /** One that is read from, one that is asked for again, and a read of that: less than 15 s. */
  private static final Duration AGAIN = Duration.ofSeconds(4);

  private static final int BLOCK = 64 * 1024;

  private final Bucket bucket;
  private final String name;
  private final long end;
  private long position;
  private Bucket.Opened opened;
  private byte[] block = new byte[0];
  private boolean open = true;

  private RangeChannel(Bucket bucket, String name, ByteRange range, Bucket.Opened opened) {
    this.bucket = bucket;
    this.name = name;
    this.position = range.start().value();
    this.end = range.end().value();
    this.opened = opened;
  }

  /**
   * @param range not empty
   * @throws StorageFailure.Damaged if there is no such object, or it is too short
   */
  static RangeChannel open(Bucket bucket, String name, ByteRange range, Deadline deadline) {
    Bucket.Opened opened = bucket.get(name, range, deadline);
    if (opened.objectLength() < range.end().value()) {
      opened.bytes().abort();
      throw new StorageFailure.Damaged(
          "object %s ends at %d, expected %d"
              .formatted(name, opened.objectLength(), range.end().value()));
    }
    return new RangeChannel(bucket, name, range, opened);
  }

  /** Reads as many bytes as the array has, and asks for nothing again. */
  void readFully(byte[] target) {
    try {
      int count = opened.bytes().readNBytes(target, 0, target.length);
      if (count < target.length) {
        throw brokenOff();
      }
      position += count;
    } catch (IOException | SdkException e) {
      throw notRead(e);
    }
  }

  @Override
  public int read(ByteBuffer target) throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
    return target.hasRemaining() ? readSome(target) : 0;
  }

  private int readSome(ByteBuffer target) {
    if (position == end) {
      return -1;
    }
    int wanted = (int) Math.min(Math.min(target.remaining(), BLOCK), end - position);
    if (block.length < wanted) {
      block = new byte[wanted];
    }
    int count = readOrReopen(wanted);
    target.put(block, 0, count);
    position += count;
    return count;
  }

  private int readOrReopen(int wanted) {
    try {
      return receive(wanted);
    } catch (IOException | SdkException e) {
      opened.bytes().abort();
      reopen(e);
    }
    try {
      return receive(wanted);
    } catch (IOException | SdkException e) {
      opened.bytes().abort();
      throw new StorageFailure.Unavailable("object %s not read at %d".formatted(name, position), e);
    }
  }

  private StorageFailure notRead(Exception cause) {
    return new StorageFailure.Unavailable(
        "object %s not read at %d".formatted(name, position), cause);
  }

  private int receive(int wanted) throws IOException {
    InputStream bytes = opened.bytes();
    int count = bytes.read(block, 0, wanted);
    if (count <= 0) {
      throw brokenOff();
    }
    return count;
  }

  private IOException brokenOff() {
    return new IOException("object %s broke off at %d".formatted(name, position));
  }

  private void reopen(Exception cause) {
    Deadline deadline = bucket.patience().deadline(AGAIN);
    ByteCount start = new ByteCount(position);
    try {
      opened = bucket.get(name, new ByteRange(start, new ByteCount(end - position)), deadline);
    } catch (StorageFailure e) {
      e.addSuppressed(cause);
      throw e;
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  /** Leaves the connection to others if all was read; else the rest would have to be received. */
  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    if (position < end) {
      opened.bytes().abort();
      return;
    }
    try {
      opened.bytes().close();
    } catch (IOException e) {
      throw new StorageFailure.Unavailable("object %s not closed".formatted(name), e);
    }
  }
}
