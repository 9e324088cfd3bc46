package io.piecemeal.faults.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Keeps all samples as they are taken, in {@code samples.csv}, and what kinds of native memory
 * there were, in {@code native-memory.log}: that a median grew does not say whether it crept,
 * jumped or swung, nor what did.
 */
final class SampleLog {

  private final Path samples;
  private final Path nativeMemory;
  private final long start = System.nanoTime();

  /** Begins the files. */
  SampleLog(Path folder) throws IOException {
    this.samples = folder.resolve("samples.csv");
    this.nativeMemory = folder.resolve("native-memory.log");
    append(
        samples,
        Arrays.stream(Gauge.values())
            .map(Gauge::title)
            .collect(Collectors.joining(",", "seconds,", "\n")));
  }

  /** Adds a sample, and what the JVM told of its native memory then. */
  void add(Map<Gauge, Double> sample, String memory) throws IOException {
    String time = Long.toString((System.nanoTime() - start) / 1_000_000_000);
    append(
        samples,
        Arrays.stream(Gauge.values())
            .map(
                gauge ->
                    String.format(
                        Locale.ROOT, "%.1f", gauge.inUnits(sample.getOrDefault(gauge, 0.0))))
            .collect(Collectors.joining(",", time + ",", "\n")));
    append(nativeMemory, "after " + time + " s, process " + memory);
  }

  private static void append(Path file, String lines) throws IOException {
    Path _ = Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
