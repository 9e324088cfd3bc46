package io.piecemeal.harness.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The memory of one process, in bytes; 0 where it has ended or may not be looked at. */
final class ProcMemory {

  private static final long KILO = 1024;

  private ProcMemory() {}

  static long peak(long pid) {
    return field(lines(pid, "status"), "VmHWM:");
  }

  /** Its own memory, and its part of what it shares with others. */
  static long proportional(long pid) {
    return field(lines(pid, "smaps_rollup"), "Pss:");
  }

  static void resetPeak(long pid) {
    try {
      Files.writeString(file(pid, "clear_refs"), "5");
    } catch (IOException _) {
      // It ended, or is another account's: its peak then covers its whole life.
    }
  }

  static long field(List<String> lines, String label) {
    return lines.stream()
        .filter(line -> line.startsWith(label))
        .map(line -> line.substring(label.length()).replace("kB", "").strip())
        .mapToLong(kilobytes -> Long.parseLong(kilobytes) * KILO)
        .findFirst()
        .orElse(0);
  }

  private static List<String> lines(long pid, String name) {
    try {
      return Files.readAllLines(file(pid, name));
    } catch (IOException _) {
      // It ended, or is another account's.
      return List.of();
    }
  }

  private static Path file(long pid, String name) {
    return Path.of("/proc", Long.toString(pid), name);
  }
}
