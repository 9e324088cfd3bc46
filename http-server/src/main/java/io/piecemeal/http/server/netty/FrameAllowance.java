package io.piecemeal.http.server.netty;

import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import java.util.concurrent.TimeUnit;

/**
 * How many frames of HTTP/2 that bring nothing a caller may still send. Each costs something; time,
 * answers and bytes of bodies earn it back. What callers need beside requests (windows, settings,
 * pings, now and then a reset) stays far below; a flood is over within a moment.
 */
final class FrameAllowance {

  private static final int MOST = 2000;
  private static final int PER_SECOND = 100;

  /** One of a body without bytes, which is not its end. */
  private static final int COST_OF_EMPTY = 10;

  /** What was begun for the stream may go on for a while, so that its number bounds nothing. */
  private static final int COST_OF_RESET = 40;

  private static final int COST_OF_CONTINUATION = 2;

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

  /** Takes what a frame costs, and adds what it brings; says whether that was there. */
  boolean spend(FrameHeader frame, long now) {
    if (frame.type() == Http2FrameTypes.DATA) {
      moved(frame.length());
    }
    return spend(cost(frame), now);
  }

  private static int cost(FrameHeader frame) {
    return switch (frame.type()) {
      case Http2FrameTypes.DATA ->
          frame.length() == 0 && !frame.has(Http2Flags.END_STREAM) ? COST_OF_EMPTY : 0;
      case Http2FrameTypes.RST_STREAM -> COST_OF_RESET;
      case Http2FrameTypes.CONTINUATION -> COST_OF_CONTINUATION;
      default -> 1;
    };
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
