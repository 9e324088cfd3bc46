package io.piecemeal.bootstrap;

import java.util.Map;

/**
 * How Netty comes by the memory for what it receives. By default it gives memory back to the system
 * and zeroes it anew for nearly every few megabytes, since its buffers are freed by other threads
 * than those that took them, and are too large for what it keeps for each thread: a seventh of the
 * time that large chunks take. With one arena, and buffers kept as large as they come, the same
 * memory goes round. Read once, when Netty's classes are loaded.
 */
final class NettyMemory {

  /** The most that is read from a connection into one buffer, in bytes. */
  private static final int RECEIVED_AT_ONCE = 128 * 1024;

  private static final Map<String, String> CHOICE =
      Map.of(
          "io.netty.allocator.type", "pooled",
          "io.netty.allocator.numDirectArenas", "1",
          "io.netty.allocator.numHeapArenas", "1",
          "io.netty.allocator.maxCachedBufferCapacity", String.valueOf(RECEIVED_AT_ONCE));

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
