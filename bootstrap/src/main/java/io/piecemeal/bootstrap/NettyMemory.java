package io.piecemeal.bootstrap;

import java.util.Map;

/**
 * How Netty comes by the memory for what it receives. Its default, and an arena for each of its
 * threads, give memory back to the system and zero it anew for every few requests, since another
 * thread frees it: a tenth of the time that a small chunk takes. One arena for all always has
 * something in use and keeps what it has. Read once, when Netty's classes are loaded.
 */
final class NettyMemory {

  private static final Map<String, String> CHOICE =
      Map.of(
          "io.netty.allocator.type", "pooled",
          "io.netty.allocator.numDirectArenas", "1",
          "io.netty.allocator.numHeapArenas", "1");

  private NettyMemory() {}

  /** Chooses, unless the command line of the JVM has. */
  static void choose() {
    CHOICE.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }
}
