package io.piecemeal.domain;

/**
 * What an owner takes up, or what a change would add to that.
 *
 * @param bytes stored in files that can be reached
 * @param openSessions files that still take chunks
 */
public record Usage(ByteCount bytes, int openSessions) {

  public static final Usage NOTHING = new Usage(ByteCount.ZERO, 0);

  /** One session of no bytes. */
  public static final Usage ONE_SESSION = new Usage(ByteCount.ZERO, 1);

  public Usage {
    if (openSessions < 0) {
      throw new IllegalArgumentException("a number of sessions is never negative: " + openSessions);
    }
  }

  /** Bytes in a file that is there already, or that comes complete. */
  public static Usage of(ByteCount bytes) {
    return new Usage(bytes, 0);
  }
}
