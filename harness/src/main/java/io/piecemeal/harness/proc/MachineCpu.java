package io.piecemeal.harness.proc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The CPU time that the whole machine has spent working, from {@code /proc/stat}. */
public final class MachineCpu {

  private static final double TICKS_PER_SECOND = 100;

  /**
   * Columns of the line "cpu": user, nice, system, then idle and waiting for disks, then others.
   */
  private static final int IDLE = 4;

  private static final int WAITING = 5;

  /** Guests are part of user and nice already. */
  private static final int LAST = 8;

  private MachineCpu() {}

  /** Seconds since the machine was started, summed over its processors; stolen ones included. */
  public static double busySeconds() {
    try {
      return busySeconds(Files.readString(Path.of("/proc/stat")));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static double busySeconds(String stat) {
    String[] fields = stat.substring(0, stat.indexOf('\n')).split(" +", -1);
    long ticks = 0;
    for (int field = 1; field <= LAST; field++) {
      if (field != IDLE && field != WAITING) {
        ticks += Long.parseLong(fields[field]);
      }
    }
    return ticks / TICKS_PER_SECOND;
  }
}
