package io.piecemeal.faults.load;

import java.util.random.RandomGenerator;

/** How large chunks are, and how many a file gets. */
public enum ChunkMix {

  /** From one byte to 5 MiB, so that segments, files and everything between are used. */
  FULL(40, 8),

  /** Mostly small ones, for a small disk. */
  SMALL(24, 1);

  private static final int MEGA = 1 << 20;
  private static final int LARGEST = 5 * MEGA;

  /** Of a hundred: bytes, what segments take at once, what they mostly take, up to a mebibyte. */
  private static final int[] UP_TO = {1, 2_000, 64 << 10, 512 << 10, MEGA};

  private static final int[] PER_CENT = {6, 44, 30, 12, 6};

  private final int mostChunks;
  private final int share;

  ChunkMix(int mostChunks, int share) {
    this.mostChunks = mostChunks;
    this.share = share;
  }

  /** The length of the next chunk, in bytes. */
  int length(RandomGenerator random) {
    int dice = random.nextInt(100);
    int least = 1;
    for (int kind = 0; kind < UP_TO.length; kind++) {
      if (dice < PER_CENT[kind]) {
        return Math.max(1, random.nextInt(least, UP_TO[kind] + 1) * share / FULL.share);
      }
      dice -= PER_CENT[kind];
      least = UP_TO[kind];
    }
    return LARGEST * share / FULL.share;
  }

  /** How many chunks the next file gets. */
  int chunks(RandomGenerator random) {
    return random.nextInt(1, mostChunks + 1);
  }
}
