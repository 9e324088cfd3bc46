package io.piecemeal.adapters.http.content;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How large the blocks of downloads are. Large ones cost the least, and every download has two of
 * them under way, however slowly its caller takes them. So all downloads share a budget, and the
 * blocks of each become smaller as there are more.
 */
final class BlockSizes {

  /** In bytes; larger ones bring next to nothing. */
  static final int LARGEST = 512 << 10;

  /** Smaller ones cost too much to be of use: beyond this many downloads the budget is exceeded. */
  static final int SMALLEST = 16 << 10;

  private final AtomicInteger downloads = new AtomicInteger();
  private final long budget;

  /**
   * @param budget in bytes
   */
  BlockSizes(long budget) {
    this.budget = budget;
  }

  void downloadBegins() {
    downloads.incrementAndGet();
  }

  void downloadEnds() {
    downloads.decrementAndGet();
  }

  /** The size of the next block, in bytes: a power of two, so that the pool stays in order. */
  int next() {
    long share = budget / DownloadPump.BLOCKS_AHEAD / Math.max(1, downloads.get());
    return Math.clamp(Long.highestOneBit(share), SMALLEST, LARGEST);
  }
}
