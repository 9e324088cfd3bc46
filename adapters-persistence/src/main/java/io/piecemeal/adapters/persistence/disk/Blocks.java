package io.piecemeal.adapters.persistence.disk;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * The blocks in which bytes are gathered before they are written: native memory, so that they are
 * not copied once more, and used again, since making it costs more than filling it, and what is
 * thrown away is missing until the heap is collected. Safe for use by several threads.
 */
final class Blocks {

  /** Bytes in a block that everybody can have; each request that is under way takes as much. */
  static final int SIZE = 64 * 1024;

  /** Bytes in a block of a small, fixed number. */
  static final int LARGE = 512 * 1024;

  /** Bytes in a block of those who come when the others have an eighth of the memory. */
  static final int SMALL = 16 * 1024;

  /** The JVM allows as much native memory as heap; connections and downloads need theirs. */
  private static final int PART_OF_MEMORY = 8;

  /** So that slow senders cannot take much of a small memory by way of large blocks. */
  private static final int PART_FOR_LARGE = 16;

  /** So that slow senders cannot take more than 8 MiB by way of these. */
  private static final int MOST_LARGE = 16;

  /** Idle blocks that are kept, 8 MiB at most: what came with a peak goes with it. */
  private static final int KEPT = 128;

  private final Kind medium;
  private final Kind large;
  private final Kind small = new Kind(SMALL, Integer.MAX_VALUE);

  /**
   * @param memory bytes of native memory that the process may have
   */
  Blocks(long memory) {
    this.medium = new Kind(SIZE, Math.clamp(memory / PART_OF_MEMORY / SIZE, 1, Integer.MAX_VALUE));
    this.large = new Kind(LARGE, Math.clamp(memory / PART_FOR_LARGE / LARGE, 1, MOST_LARGE));
  }

  /**
   * An empty block of {@link #SIZE}, or of {@link #SMALL} where the others have their part of the
   * memory; its taker closes it.
   */
  Block take() {
    return medium.take().or(small::take).orElseThrow();
  }

  /** A block of {@link #LARGE}, if one is free now; its taker closes it. */
  Optional<Block> takeLarge() {
    return large.take();
  }

  /** Blocks of one size. */
  private static final class Kind {

    private final int size;
    private final Semaphore free;
    private final Semaphore places = new Semaphore(KEPT);
    private final Queue<ByteBuffer> idle = new ConcurrentLinkedQueue<>();

    Kind(int size, int most) {
      this.size = size;
      this.free = new Semaphore(most);
    }

    Optional<Block> take() {
      if (!free.tryAcquire()) {
        return Optional.empty();
      }
      ByteBuffer used = idle.poll();
      if (used == null) {
        return Optional.of(new Block(ByteBuffer.allocateDirect(size), this));
      }
      places.release();
      return Optional.of(new Block(used.clear(), this));
    }

    void giveBack(ByteBuffer block) {
      if (places.tryAcquire()) {
        idle.add(block);
      }
      free.release();
    }
  }

  /** A block in use. */
  static final class Block implements AutoCloseable {

    private final ByteBuffer bytes;
    private final Kind kind;

    private Block(ByteBuffer bytes, Kind kind) {
      this.bytes = bytes;
      this.kind = kind;
    }

    ByteBuffer bytes() {
      return bytes;
    }

    /** Instead of closing it: leaves the bytes to the call that still uses them. */
    void forfeit() {
      kind.free.release();
    }

    /** Nobody may use the bytes any more. */
    @Override
    public void close() {
      kind.giveBack(bytes);
    }
  }
}
