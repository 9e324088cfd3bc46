package io.piecemeal.harness.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code /proc/<pid>/stat} says of a process.
 *
 * @param parent the process that started it
 * @param ticks CPU time, user and system, of itself and of those of its children that have ended
 */
public record ProcStat(long parent, long ticks) {

  /** {@code USER_HZ}: a constant of Linux' interface, whatever the kernel's own clock. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int PARENT = 1;
  private static final int FIRST_TIME = 11;
  private static final int TIMES = 4;

  /** Reads a running process; empty if it has ended. */
  public static Optional<ProcStat> of(long pid) {
    try {
      return Optional.of(parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat"))));
    } catch (IOException _) {
      // It ended between two looks, which is no fault of anybody's.
      return Optional.empty();
    }
  }

  /** Reads the line. The program's name in it may hold spaces and parentheses. */
  static ProcStat parse(String line) {
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int field = FIRST_TIME; field < FIRST_TIME + TIMES; field++) {
      ticks += Long.parseLong(fields[field]);
    }
    return new ProcStat(Long.parseLong(fields[PARENT]), ticks);
  }

  /** CPU time in seconds. */
  public double cpuSeconds() {
    return ticks / TICKS_PER_SECOND;
  }
}
