package io.piecemeal.bootstrap.settings;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this process may have at most. */
final class Memory {

  private Memory() {}

  /** How many parts of {@code size} bytes the largest heap has. */
  static int heapIn(int size) {
    return Math.clamp(Runtime.getRuntime().maxMemory() / size, 1, Integer.MAX_VALUE);
  }

  /** How many files and connections the process may have open; many where that is not known. */
  static int descriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? Math.clamp(unix.getMaxFileDescriptorCount(), 1, Integer.MAX_VALUE)
        : Integer.MAX_VALUE;
  }
}
