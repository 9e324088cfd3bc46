package io.piecemeal.benchmarks.report;

import io.piecemeal.harness.proc.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Under which circumstances a result came about.
 *
 * @param commit what was measured
 * @param command how to measure it again
 * @param machine processors, memory, kernel and JDK
 * @param load how busy the machine was at the start, over 1, 5 and 15 minutes
 */
public record RunInfo(String commit, Instant date, String command, String machine, String load) {

  /** Looks around. */
  public static RunInfo collect(Path home, String command, Clock clock)
      throws IOException, InterruptedException {
    return new RunInfo(
        describeCommit(home),
        clock.instant().truncatedTo(ChronoUnit.SECONDS),
        command,
        describeMachine(),
        firstWords(Files.readString(Path.of("/proc/loadavg"))));
  }

  /** The facts, one a line. */
  public List<String> lines() {
    return List.of(
        "commit: " + commit,
        "date: " + date,
        "command: `" + command + "`",
        "machine: " + machine,
        "load before: " + load);
  }

  private static String describeCommit(Path home) throws IOException, InterruptedException {
    if (Programs.find("git").isEmpty() || !Files.exists(home.resolve(".git"))) {
      return "unknown";
    }
    return Programs.run(home, Map.of(), List.of("git", "describe", "--always", "--dirty")).strip();
  }

  private static String describeMachine() throws IOException {
    return "%d × %s, %s memory, Linux %s, JDK %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            value("/proc/cpuinfo", "model name"),
            value("/proc/meminfo", "MemTotal"),
            System.getProperty("os.version"),
            Runtime.version());
  }

  private static String value(String file, String label) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(label))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    }
  }

  private static String firstWords(String line) {
    return String.join(" ", List.of(line.split(" ", -1)).subList(0, 3));
  }
}
