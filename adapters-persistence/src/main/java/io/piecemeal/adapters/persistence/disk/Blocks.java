package io.piecemeal.adapters.persistence.disk;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * The blocks in which bytes are gathered before they are written: native memory, so that they are
 * not copied once more, and used again, since making it costs more than filling it.
 */
final class Blocks {

  /** Bytes in a block that everybody can have; each request that is under way takes as much. */
  static final int SIZE = 64 * 1024;

  /** Bytes in a block of a small, fixed number. */
  static final int LARGE = 512 * 1024;

  /** Idle blocks that are kept: what came with a peak goes with it. */
  private static final int KEPT = 64;

  /**
   * So that slow senders cannot take more than 8 MiB by way of these, or much of a small memory.
   */
  private static final int MOST_LARGE =
      Math.clamp(Runtime.getRuntime().maxMemory() / 16 / LARGE, 1, 16);

  private final Queue<ByteBuffer> idle = new ConcurrentLinkedQueue<>();
  private final Semaphore places = new Semaphore(KEPT);
  private final Queue<ByteBuffer> idleLarge = new ConcurrentLinkedQueue<>();
  private final Semaphore large = new Semaphore(MOST_LARGE);

  /** An empty block of {@link #SIZE}; its taker closes it. */
  Block take() {
    ByteBuffer used = idle.poll();
    if (used == null) {
      return new Block(ByteBuffer.allocateDirect(SIZE), this::keep, () -> {});
    }
    places.release();
    return new Block(used.clear(), this::keep, () -> {});
  }

  private void keep(ByteBuffer block) {
    if (places.tryAcquire()) {
      idle.add(block);
    }
  }

  /** A block of {@link #LARGE}, if one is free now; its taker closes it. */
  Optional<Block> takeLarge() {
    if (!large.tryAcquire()) {
      return Optional.empty();
    }
    ByteBuffer used = idleLarge.poll();
    ByteBuffer block = used == null ? ByteBuffer.allocateDirect(LARGE) : used.clear();
    return Optional.of(new Block(block, this::giveBackLarge, large::release));
  }

  private void giveBackLarge(ByteBuffer block) {
    idleLarge.add(block);
    large.release();
  }

  /** What becomes of a block that is no longer in use. */
  private interface Return {
    void of(ByteBuffer block);
  }

  /** A block in use. */
  static final class Block implements AutoCloseable {

    private final ByteBuffer bytes;
    private final Return end;
    private final Runnable loss;

    private Block(ByteBuffer bytes, Return end, Runnable loss) {
      this.bytes = bytes;
      this.end = end;
      this.loss = loss;
    }

    ByteBuffer bytes() {
      return bytes;
    }

    /** Instead of closing it: leaves the bytes to the call that still uses them. */
    void forfeit() {
      loss.run();
    }

    /** Nobody may use the bytes any more. */
    @Override
    public void close() {
      end.of(bytes);
    }
  }
}
