package io.piecemeal.http.server.netty;

import java.time.Duration;

/** How much a caller who has had the last answer has sent since. */
final class Lingering {

  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final Duration WHILE_STOPPING = Duration.ofSeconds(1);

  /** More than the largest file that one request may bring, unless the operator says otherwise. */
  private static final long MOST = 256L << 20;

  private long began;
  private long lastRead;
  private long bytes;

  void begin() {
    began = System.nanoTime();
    lastRead = began;
  }

  void received(int more) {
    lastRead = System.nanoTime();
    bytes += more;
  }

  /** Whether nothing more comes, or too much, or for too long. */
  boolean isOver(long now, boolean stopping) {
    return now - lastRead > IDLE.toNanos()
        || now - began > (stopping ? WHILE_STOPPING : LONGEST).toNanos()
        || bytes > MOST;
  }
}
