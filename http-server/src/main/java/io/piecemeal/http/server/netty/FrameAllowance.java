package io.piecemeal.http.server.netty;

import java.util.concurrent.TimeUnit;

/**
 * How many frames of HTTP/2 that bring nothing a caller may still send. Each costs something; time,
 * answers and bytes of bodies earn it back. What callers need beside requests (windows, settings,
 * pings, now and then a reset) stays far below; a flood is over within a moment.
 */
final class FrameAllowance {

  private static final int MOST = 2000;
  private static final int PER_SECOND = 100;

  /** Earned by an answer that was given to its end. */
  private static final int PER_ANSWER = 8;

  /** Bytes of a body, in either direction, that earn one frame. */
  private static final int BYTES_PER_FRAME = 1024;

  private long left = MOST;
  private long earnedUntil;
  private long bytes;

  /**
   * @param now by {@link System#nanoTime}
   */
  FrameAllowance(long now) {
    earnedUntil = now;
  }

  /** Takes {@code cost}; says whether it was there. */
  boolean spend(int cost, long now) {
    if (left < cost) {
      long earned = TimeUnit.NANOSECONDS.toSeconds((now - earnedUntil) * PER_SECOND);
      earnedUntil = now;
      earn(earned);
    }
    left -= cost;
    return left >= 0;
  }

  void answered() {
    earn(PER_ANSWER);
  }

  /** So many bytes of a body went one way or the other. */
  void moved(int more) {
    bytes += more;
    earn(bytes / BYTES_PER_FRAME);
    bytes %= BYTES_PER_FRAME;
  }

  private void earn(long frames) {
    left = Math.min(MOST, left + frames);
  }
}
