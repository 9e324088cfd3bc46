package io.piecemeal.http.server.netty;

/**
 * How far a caller has taken an answer, and since when it has taken as good as nothing of it. Its
 * methods are for the connection's event loop, except where they say otherwise.
 */
final class AnswerProgress {

  /** Fewer bytes in the time for a stalled answer are as good as none. */
  private static final long LEAST = 16 << 10;

  private static final long NEVER = Long.MIN_VALUE;

  private volatile long stalledSince = NEVER;
  private long written;
  private long takenWhenMarked;

  /** That many bytes more are for the caller. */
  void wrote(int bytes) {
    written += bytes;
  }

  /** The caller has all of it. */
  void ends() {
    stalledSince = NEVER;
  }

  /**
   * Notes how far the answer is now.
   *
   * @param pending bytes of what was written that the caller has not taken
   * @param now by {@link System#nanoTime}
   */
  void note(long pending, long now) {
    if (pending <= 0) {
      stalledSince = NEVER;
      return;
    }
    long taken = written - pending;
    if (stalledSince == NEVER || taken - takenWhenMarked >= LEAST) {
      takenWhenMarked = taken;
      stalledSince = now;
    }
  }

  /**
   * For how long, in nanoseconds, the caller has taken as good as nothing, when that was last
   * noted; from any thread.
   */
  long stalledFor(long now) {
    long mark = stalledSince;
    return mark == NEVER ? 0 : now - mark;
  }
}
