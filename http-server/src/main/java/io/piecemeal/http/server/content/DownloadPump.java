package io.piecemeal.http.server.content;

import io.micronaut.buffer.netty.NettyReadBufferFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.stream.BodySizeLimits;
import io.micronaut.http.body.stream.BufferConsumer;
import io.micronaut.http.netty.body.NettyByteBodyFactory;
import io.micronaut.http.netty.body.StreamingNettyByteBody;
import io.micronaut.http.netty.body.StreamingNettyByteBody.SharedBuffer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Moves one download from its file to its connection, in blocks that lie outside of the heap: bytes
 * are copied from the system once and to it once.
 *
 * <p>A thread reads while the caller takes bytes, a few blocks ahead. Where the caller does not, it
 * ends, and another goes on when the caller does: a stalled caller holds those blocks, an open file
 * and no thread. {@code credit}, in bytes, says which: a thread is reading if and only if it is
 * positive, or the download is over.
 *
 * <p>Whatever keeps the bytes from being as many as were announced closes the connection: an early
 * end would be taken for the whole, and the next answer for the rest.
 */
final class DownloadPump implements BufferConsumer.Upstream {

  /** One is read while another is sent. */
  static final int BLOCKS_AHEAD = 2;

  /**
   * A pool of its own, which grows by 4 MiB: the framework's does not keep blocks of more than 64
   * KiB, and new ones are filled with zeros first.
   */
  private static final ByteBufAllocator BLOCKS =
      new PooledByteBufAllocator(true, 0, 1, 8 << 10, 9, 0, 0, false);

  private static final NettyReadBufferFactory BUFFERS = NettyReadBufferFactory.of(BLOCKS);

  private final ReadableByteChannel source;
  private final Executor threads;
  private final BlockSizes sizes;
  private final AtomicLong credit = new AtomicLong();
  private long left;

  /** The size of the blocks that {@code credit} was given for; the reading thread's. */
  private int window;

  private volatile boolean discarded;
  private Optional<SharedBuffer> target = Optional.empty();

  DownloadPump(Download download, Executor threads, BlockSizes sizes) {
    this.source = download.bytes();
    this.left = download.length().value();
    this.threads = threads;
    this.sizes = sizes;
  }

  /** The body that is pumped into, once it is asked for. */
  CloseableByteBody bodyOn(NettyByteBodyFactory bodies) {
    SharedBuffer buffer = bodies.createStreamingBuffer(BodySizeLimits.UNLIMITED, this);
    buffer.setExpectedLength(left);
    target = Optional.of(buffer);
    return new StreamingNettyByteBody(buffer);
  }

  @Override
  public void start() {
    window = sizes.next();
    onBytesConsumed((long) BLOCKS_AHEAD * window);
  }

  @Override
  public void onBytesConsumed(long count) {
    long before = credit.getAndUpdate(current -> saturatedSum(current, count));
    if (before <= 0 && saturatedSum(before, count) > 0) {
      threads.execute(this::pump);
    }
  }

  private static long saturatedSum(long credit, long count) {
    return count > 0 && credit > Long.MAX_VALUE - count ? Long.MAX_VALUE : credit + count;
  }

  /** The caller is gone. */
  @Override
  public void allowDiscard() {
    discarded = true;
    disregardBackpressure();
  }

  @Override
  public void disregardBackpressure() {
    onBytesConsumed(Long.MAX_VALUE);
  }

  private void pump() {
    Consumer<SharedBuffer> last = SharedBuffer::complete;
    try {
      if (!readWhileWanted()) {
        return;
      }
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      last = buffer -> buffer.error(e);
    }
    end();
    inOrder(last);
  }

  /** False if there is more to come when more is wanted. */
  private boolean readWhileWanted() throws IOException {
    while (left > 0 && !discarded) {
      int size = sizes.take(left);
      ByteBuf block = read(size);
      left -= size;
      inOrder(block);
      long spent = size - resized(size);
      // Behind this another thread may be reading already.
      if (left > 0 && credit.updateAndGet(now -> saturatedSum(now, -spent)) <= 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Has the credit follow the size of the blocks, and says how much it grows: many downloads that
   * begin at once are all shown large blocks, and would each read as much in small ones.
   */
  private long resized(int size) {
    long growth = (long) BLOCKS_AHEAD * (size - window);
    window = size;
    return growth;
  }

  private ByteBuf read(int size) throws IOException {
    try {
      return filled(BLOCKS.directBuffer(size, size), size);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      sizes.giveBack(size);
      throw e;
    }
  }

  private ByteBuf filled(ByteBuf block, int size) throws IOException {
    try {
      ByteBuffer free = block.internalNioBuffer(0, size);
      while (free.hasRemaining()) {
        if (source.read(free) < 0) {
          throw new EOFException("a download ended %d bytes early".formatted(left));
        }
      }
      return new SizedBlock(block.writerIndex(size), size, sizes);
    } catch (IOException | RuntimeException e) {
      block.release();
      throw e;
    }
  }

  private void inOrder(ByteBuf block) {
    SharedBuffer buffer = target.orElseThrow();
    try {
      buffer.eventLoop().execute(() -> add(block, buffer));
    } catch (RejectedExecutionException e) {
      block.release();
      throw e;
    }
  }

  /** On the event loop, where callers go away too. */
  private void add(ByteBuf block, SharedBuffer buffer) {
    if (discarded) {
      block.release();
    } else {
      buffer.add(BUFFERS.adapt(block));
    }
  }

  private void inOrder(Consumer<SharedBuffer> last) {
    SharedBuffer buffer = target.orElseThrow();
    buffer
        .eventLoop()
        .execute(
            () -> {
              if (!discarded) {
                last.accept(buffer);
              }
            });
  }

  private void end() {
    try {
      source.close();
    } catch (IOException e) {
      // All that was wanted of it is read, or it failed before.
    }
  }
}
