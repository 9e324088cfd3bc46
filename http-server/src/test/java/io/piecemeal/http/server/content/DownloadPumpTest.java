package io.piecemeal.http.server.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.stream.BufferConsumer;
import io.micronaut.http.netty.body.NettyByteBodyFactory;
import io.micronaut.http.netty.body.StreamingNettyByteBody;
import io.netty.channel.embedded.EmbeddedChannel;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** One thread takes all the parts here, so that each test tells what happens in which order. */
final class DownloadPumpTest {

  private static final int ROOM = BlockSizes.SMALLEST * DownloadPump.BLOCKS_AHEAD;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final BlockSizes small = new BlockSizes(0, () -> 0);
  private final Consumer consumer = new Consumer();
  private Source source = new Source(0, Optional.empty());

  private BufferConsumer.Upstream begin(long length, Source bytes) {
    source = bytes;
    return begin(length, bytes, small);
  }

  private BufferConsumer.Upstream begin(long length, Source bytes, BlockSizes sizes) {
    return begin(length, bytes, sizes, Runnable::run);
  }

  private BufferConsumer.Upstream begin(
      long length, Source bytes, BlockSizes sizes, Executor threads) {
    Download download = new Download(bytes, new ByteCount(length));
    CloseableByteBody body =
        new DownloadPump(download, threads, sizes).bodyOn(new NettyByteBodyFactory(channel));
    assertThat(body.expectedLength()).hasValue(length);
    BufferConsumer.Upstream upstream = ((StreamingNettyByteBody) body).primary(consumer);
    upstream.start();
    channel.runPendingTasks();
    return upstream;
  }

  private BufferConsumer.Upstream begin(long length) {
    return begin(length, new Source(length, Optional.empty()));
  }

  private void consume(BufferConsumer.Upstream upstream, long count) {
    upstream.onBytesConsumed(count);
    channel.runPendingTasks();
  }

  @Test
  void allBytesArriveInTheirOrderAndThenTheEnd() {
    long length = 5L * ROOM + 7;
    BufferConsumer.Upstream upstream = begin(length);
    while (!consumer.complete) {
      consume(upstream, BlockSizes.SMALLEST);
    }

    assertThat(consumer.bytes.toByteArray()).isEqualTo(Source.bytes(0, (int) length));
    assertThat(source.open).isFalse();
  }

  @Test
  void whoTakesNothingIsReadAheadForALittleOnly() {
    begin(100L * ROOM);

    assertThat(source.position).isEqualTo(ROOM);
    assertThat(consumer.bytes.size()).isEqualTo(ROOM);
    assertThat(consumer.complete).isFalse();
  }

  @Test
  void downloadsThatBeginAtOnceReadAheadInSmallBlocksOnceTheBudgetIsTaken() {
    source = new Source(100L * BlockSizes.LARGEST, Optional.empty());
    BlockSizes sizes = new BlockSizes(8L * BlockSizes.LARGEST, () -> 0);

    begin(
        100L * BlockSizes.LARGEST,
        source,
        sizes,
        reading -> {
          while (sizes.next() > BlockSizes.SMALLEST) {
            int _ = sizes.take(Long.MAX_VALUE);
          }
          reading.run();
        });

    assertThat(source.position).isEqualTo(ROOM);
  }

  @Test
  void asMuchIsReadAsWasTaken() {
    BufferConsumer.Upstream upstream = begin(100L * ROOM);

    consume(upstream, BlockSizes.SMALLEST);

    assertThat(source.position).isEqualTo(ROOM + BlockSizes.SMALLEST);
  }

  @Test
  void anEmptyDownloadEndsAtOnce() {
    begin(0);

    assertThat(consumer.complete).isTrue();
    assertThat(source.open).isFalse();
  }

  @Test
  void whatFailsToBeReadIsAnErrorBehindTheBytesBeforeIt() {
    RuntimeException damage = new StorageFailure.Damaged("injected");
    begin(100L * ROOM, new Source(BlockSizes.SMALLEST, Optional.of(damage)));

    assertThat(consumer.bytes.size()).isEqualTo(BlockSizes.SMALLEST);
    assertThat(consumer.error).containsSame(damage);
    assertThat(consumer.complete).isFalse();
    assertThat(source.open).isFalse();
  }

  @Test
  void anEarlyEndIsAnErrorToo() {
    begin(100L * ROOM, new Source(BlockSizes.SMALLEST + 1, Optional.empty()));

    assertThat(consumer.error).containsInstanceOf(EOFException.class);
    assertThat(consumer.complete).isFalse();
    assertThat(source.open).isFalse();
  }

  @Test
  void aCallerWhoIsGoneIsReadForNoLongerAndItsFileIsClosed() {
    BufferConsumer.Upstream upstream = begin(100L * ROOM);

    upstream.allowDiscard();
    channel.runPendingTasks();

    assertThat(source.position).isEqualTo(ROOM);
    assertThat(source.open).isFalse();
    assertThat(consumer.complete).isFalse();
    assertThat(consumer.error).isEmpty();
  }

  @Test
  void whatIsOnItsWayWhenTheCallerGoesIsDropped() {
    BufferConsumer.Upstream upstream = begin(100L * ROOM);
    int before = consumer.bytes.size();

    upstream.onBytesConsumed(BlockSizes.SMALLEST);
    upstream.allowDiscard();
    channel.runPendingTasks();

    assertThat(source.position).isEqualTo(ROOM + BlockSizes.SMALLEST);
    assertThat(consumer.bytes.size()).isEqualTo(before);
  }

  /** Gives so many bytes of a pattern, and then fails or ends. */
  private static final class Source implements ReadableByteChannel {
    private final long length;
    private final Optional<RuntimeException> failure;
    private long position;
    private boolean open = true;

    Source(long length, Optional<RuntimeException> failure) {
      this.length = length;
      this.failure = failure;
    }

    static byte[] bytes(long start, int count) {
      byte[] bytes = new byte[count];
      for (int i = 0; i < count; i++) {
        bytes[i] = (byte) ((start + i) * 31 / 7);
      }
      return bytes;
    }

    @Override
    public int read(ByteBuffer target) {
      if (position == length && failure.isPresent()) {
        throw failure.get();
      }
      if (position == length) {
        return -1;
      }
      int count = (int) Math.min(Math.min(target.remaining(), 10_000), length - position);
      target.put(bytes(position, count));
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

  private static final class Consumer implements BufferConsumer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Optional<Throwable> error = Optional.empty();
    private boolean complete;

    @Override
    public void add(ReadBuffer buffer) {
      try (buffer) {
        buffer.transferTo(bytes);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void complete() {
      complete = true;
    }

    @Override
    public void error(Throwable failure) {
      error = Optional.of(failure);
    }
  }
}
