package io.piecemeal.domain.upload;

import io.piecemeal.domain.storage.ByteCount;
import java.util.Collection;

/**
 * What an owner takes up, or what a change would add to that.
 *
 * @param bytes charged for everything that is not gone from the disk yet: for a file {@link
 *     #LEAST_CHARGE}, and for each of its chunks its length, but at least as much. What was
 *     deleted, cut off or has expired counts until its bytes are removed
 * @param openSessions files in reach that still take chunks
 */
public record Usage(ByteCount bytes, int openSessions) {

  /** What a row costs, however little it stands for. */
  public static final ByteCount LEAST_CHARGE = new ByteCount(4096);

  public static final Usage NOTHING = new Usage(ByteCount.ZERO, 0);

  /** One session without chunks. */
  public static final Usage ONE_SESSION = new Usage(LEAST_CHARGE, 1);

  public Usage {
    if (openSessions < 0) {
      throw new IllegalArgumentException("a number of sessions is never negative: " + openSessions);
    }
  }

  /** A chunk in a file that is there already. */
  public static Usage ofChunk(ByteCount length) {
    return new Usage(charge(length), 0);
  }

  /** A file that comes complete, of chunks of these lengths. */
  public static Usage ofFile(Collection<ByteCount> lengths) {
    ByteCount chunks = lengths.stream().map(Usage::charge).reduce(ByteCount.ZERO, ByteCount::plus);
    return new Usage(LEAST_CHARGE.plus(chunks), 0);
  }

  private static ByteCount charge(ByteCount length) {
    return length.isAtMost(LEAST_CHARGE) ? LEAST_CHARGE : length;
  }
}
