package io.piecemeal.domain.storage;

/**
 * One of {@value #COUNT} parts of all that is stored. A file, its chunks, its ticket and its dead
 * keys are in one shard, which the file's id and each of the keys tell; so a ledger may distribute
 * its tables by shard, and every step on one file is in one place.
 *
 * @param number from 0 on
 */
public record Shard(int number) {

  /** The bits that a name spends on its shard. */
  public static final int BITS = 12;

  public static final int COUNT = 1 << BITS;

  public Shard {
    if (number < 0 || number >= COUNT) {
      throw new IllegalArgumentException(
          "a shard is a number from 0 to %d, not %d".formatted(COUNT - 1, number));
    }
  }

  /** Three hex digits. */
  @Override
  public String toString() {
    return "%03x".formatted(number);
  }
}
