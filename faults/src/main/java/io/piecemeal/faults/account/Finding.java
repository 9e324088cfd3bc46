package io.piecemeal.faults.account;

/**
 * A promise that was broken.
 *
 * @param file its id
 */
public record Finding(Kind kind, String file, String text) {

  /** What is wrong. */
  public enum Kind {
    /** An acknowledged chunk, or all of a file, is not there. */
    LOST,
    /** A chunk is there more than once. */
    DOUBLED,
    /** Other bytes are where a chunk was. */
    DAMAGED,
    /** Chunks are there, but not in the order in which they were acknowledged. */
    MISPLACED,
    /** Something is there that was never sent, was refused, or was taken away. */
    FOREIGN,
    /** Two answers about the same file do not fit each other, or one does not fit the call. */
    INCONSISTENT
  }

  @Override
  public String toString() {
    return "%s: file %s: %s".formatted(kind, file, text);
  }
}
