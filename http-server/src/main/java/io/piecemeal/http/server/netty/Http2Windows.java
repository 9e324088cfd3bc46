package io.piecemeal.http.server.netty;

/**
 * How much callers may send over HTTP/2 before anything of it was taken here. That is for the speed
 * on long ways only: what really waits here is bounded by the budget for bodies, since a connection
 * beyond its share is not read.
 *
 * @param stream bytes of one request
 * @param connection bytes of all requests of a connection
 */
public record Http2Windows(int stream, int connection) {

  /** What connections begin with; it cannot be less (RFC 9113 section 6.9.2). */
  private static final int LEAST = 65_535;

  private static final int MOST = 1 << 20;

  private static final int PART_OF_HEAP = 1024;

  /** Those for the heap of this process. */
  public static Http2Windows ofHeap() {
    long part = Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
    return new Http2Windows(Math.clamp(part, LEAST, MOST), Math.clamp(2 * part, LEAST, 2 * MOST));
  }

  /** Bytes by which a connection's first window has to grow. */
  int growth() {
    return connection - LEAST;
  }
}
