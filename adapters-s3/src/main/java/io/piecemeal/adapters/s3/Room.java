package io.piecemeal.adapters.s3;

/** What one object has of the {@link Budget}. For one thread at a time. */
final class Room implements AutoCloseable {

  private final Budget budget;

  /** All blocks that the object can ever need at once. */
  private final int most;

  private Share share = Share.FIRST;

  private enum Share {
    /** The first block, which counts for nothing. */
    FIRST,
    SOME,
    ALL
  }

  /**
   * @param limit the most bytes that the object may have
   */
  Room(Budget budget, long limit) {
    this.budget = budget;
    this.most = Math.ceilDiv((int) Math.min(limit, S3Stage.PART), Blocks.SIZE);
  }

  /**
   * Returns when so many bytes may be held.
   *
   * @param first those that the first block holds
   */
  void requireFor(long bytes, int first) {
    if (bytes <= room(first)) {
      return;
    }
    if (share == Share.FIRST && bytes <= first + blocks(Budget.SOME) && budget.takeSome()) {
      share = Share.SOME;
      return;
    }
    budget.takeAll(most);
    close();
    share = Share.ALL;
  }

  private long room(int first) {
    return switch (share) {
      case FIRST -> first;
      case SOME -> first + blocks(Budget.SOME);
      case ALL -> blocks(most);
    };
  }

  private static long blocks(int count) {
    return (long) count * Blocks.SIZE;
  }

  /** Gives everything back but the first block. */
  @Override
  public void close() {
    switch (share) {
      case FIRST -> {}
      case SOME -> budget.giveBackSome();
      case ALL -> budget.giveBackAll(most);
    }
    share = Share.FIRST;
  }
}
