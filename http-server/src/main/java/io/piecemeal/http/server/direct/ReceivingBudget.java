package io.piecemeal.http.server.direct;

import io.netty.buffer.PooledByteBufAllocator;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Shares the memory for bodies that wait to be decoded among the requests that are under way. Those
 * that began when there were fewer keep what came by then, so that all together may have several
 * times that memory: while buffers are scarce, each gets the smallest share. Safe for use by
 * several threads.
 */
@Singleton
public final class ReceivingBudget {

  private static final int MOST = 16 << 20;

  /** The JVM allows as much native memory as heap, and files and sockets need theirs. */
  private static final int PART_OF_MEMORY = 8;

  private static final int SMALLEST_WINDOW = 16 << 10;

  /** More is of no use: by then the reader has fallen behind. */
  private static final int LARGEST_WINDOW = 512 << 10;

  private final long bytes;
  private final int smallest;
  private final int largest;
  private final BooleanSupplier scarce;
  private final AtomicInteger underWay = new AtomicInteger();

  @Inject
  ReceivingBudget() {
    this(
        Math.min(MOST, Runtime.getRuntime().maxMemory() / PART_OF_MEMORY),
        SMALLEST_WINDOW,
        LARGEST_WINDOW,
        new BufferMemory(
            PooledByteBufAllocator.DEFAULT.metric()::usedDirectMemory,
            Runtime.getRuntime().maxMemory(),
            System::nanoTime));
  }

  /**
   * @param bytes for all together
   * @param smallest bytes for each, however many there are
   * @param largest bytes for each, however few there are
   * @param scarce whether buffers take so much memory that there may be none left
   */
  ReceivingBudget(long bytes, int smallest, int largest, BooleanSupplier scarce) {
    this.bytes = bytes;
    this.smallest = smallest;
    this.largest = largest;
    this.scarce = scarce;
  }

  /** A request begins; {@link #end} has to follow. */
  void begin() {
    underWay.incrementAndGet();
  }

  /** A request has its answer. */
  void end() {
    underWay.decrementAndGet();
  }

  /** Bytes that may wait for each request before its sender has to, as things are now. */
  public int window() {
    return share(underWay.get());
  }

  /** Bytes for each of {@code many} that want some, within the bounds for one. */
  public int share(int many) {
    return scarce.getAsBoolean()
        ? smallest
        : Math.clamp(bytes / Math.max(1, many), smallest, largest);
  }
}
