package io.piecemeal.http.server.netty;

import java.util.Map;

/** How the server speaks HTTP/2. */
public final class Http2Server {

  private static final String PREFIX = "micronaut.server.netty.";

  /** What browsers and others expect to be allowed at least (RFC 9113 section 6.5.2). */
  private static final int MOST_STREAMS = 100;

  /** Each line counts with 32 bytes besides its own. */
  private static final int HEADER_LIST = 16 << 10;

  private Http2Server() {}

  /**
   * What the framework has to be told. Each stream gets a pipeline of its own, into which the same
   * handlers fit as into that of a connection.
   */
  public static Map<String, Object> properties(ConnectionLimits limits) {
    return Map.of(
        "micronaut.server.http-version",
        "2.0",
        PREFIX + "legacy-multiplex-handlers",
        true,
        PREFIX + "http2.max-concurrent-streams",
        Math.min(MOST_STREAMS, limits.perAddress()),
        PREFIX + "http2.initial-window-size",
        Http2Windows.ofHeap().stream(),
        PREFIX + "http2.max-header-list-size",
        HEADER_LIST);
  }
}
