package io.piecemeal.http.server.guard;

import io.piecemeal.domain.storage.ByteCount;
import java.time.Duration;

/**
 * How much of bodies is taken. Unlike a chunk over HTTP, a call of a tool is read as a whole before
 * it is acted upon, so that the memory for all of them together has to be bounded.
 *
 * @param one the most bytes of one body; larger ones are refused (413)
 * @param together the most bytes of all bodies that are being read or acted upon at a time, on this
 *     node, each with {@link #OVERHEAD} besides; at least {@code one} with that
 * @param patience how long a body waits for others to be done with, before it is refused (503)
 */
public record BodyLimits(ByteCount one, ByteCount together, Duration patience) {

  /**
   * Bytes that each body counts for besides its own: its names and values take memory however short
   * they are in the text.
   */
  public static final long OVERHEAD = 128L << 10;

  public BodyLimits {
    boolean fits = one.plus(new ByteCount(OVERHEAD)).isAtMost(together);
    if (one.isZero() || !fits || patience.isNegative()) {
      throw new IllegalArgumentException(
          "bodies of %s bytes do not fit into %s".formatted(one, together));
    }
  }
}
