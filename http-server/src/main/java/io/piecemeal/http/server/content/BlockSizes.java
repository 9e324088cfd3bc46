package io.piecemeal.http.server.content;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How large the blocks of downloads are. Large ones cost the least, and every download has two of
 * them under way, however slowly its caller takes them. So all blocks share a budget, and become
 * smaller as less of it is left. Safe for use by several threads.
 */
final class BlockSizes {

  /** In bytes; larger ones bring next to nothing. */
  static final int LARGEST = 512 << 10;

  /** Smaller ones cost too much to be of use: beyond the budget all blocks are as small as that. */
  static final int SMALLEST = 16 << 10;

  /** Part of what is left that one block may take, so that others have theirs. */
  private static final int PART = 8;

  private final AtomicLong taken = new AtomicLong();
  private final long budget;
  private final LongSupplier others;

  /**
   * @param budget in bytes
   * @param others bytes of it that are in use, besides those of blocks
   */
  BlockSizes(long budget, LongSupplier others) {
    this.budget = budget;
    this.others = others;
  }

  /**
   * Takes memory for a block out of the budget; {@link #giveBack} has to follow when the block is
   * released.
   *
   * @param most more is of no use
   * @return its size in bytes; a power of two, so that the pool stays in order, or {@code most}
   */
  int take(long most) {
    long before;
    int size;
    do {
      before = taken.get();
      size = (int) Math.min(most, size(before));
    } while (!taken.compareAndSet(before, before + size));
    return size;
  }

  void giveBack(int bytes) {
    taken.addAndGet(-bytes);
  }

  /** What the next block could have. */
  int next() {
    return size(taken.get());
  }

  private int size(long inUse) {
    long share = Math.max(0, budget - inUse - others.getAsLong()) / PART;
    return Math.clamp(Long.highestOneBit(share), SMALLEST, LARGEST);
  }
}
