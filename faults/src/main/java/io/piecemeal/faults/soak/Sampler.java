package io.piecemeal.faults.soak;

import io.piecemeal.faults.subject.Target;
import io.piecemeal.harness.http.HttpConnection;
import io.piecemeal.harness.http.RequestHead;
import io.piecemeal.harness.proc.Loopback;
import io.piecemeal.harness.proc.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Looks at a service from outside. */
record Sampler(Target target, Path folder) {

  Map<Gauge, Double> sample() throws IOException, InterruptedException {
    MemoryMap memory = MemoryMap.of(jcmd("System.map"));
    // Nothing between these two: what is allocated meanwhile counts as kept.
    String _ = jcmd("GC.run");
    List<String> metrics = metrics();
    List<String> status = Files.readAllLines(proc().resolve("status"));
    Map<Gauge, Double> sample = new EnumMap<>(Gauge.class);
    sample.put(Gauge.HEAP_AFTER_GC, sum(metrics, "jvm_memory_used_bytes{area=\"heap\""));
    sample.put(Gauge.RESIDENT_HEAP, memory.heap());
    sample.put(Gauge.BESIDE_HEAP, memory.besideHeap());
    sample.put(Gauge.THREADS, field(status, "Threads:"));
    sample.put(Gauge.FILES, openFiles());
    sample.put(Gauge.CONNECTIONS, sum(metrics, "hikaricp_connections{"));
    return sample;
  }

  /** What the JVM tells of its native memory by kind. */
  String nativeMemory() throws IOException, InterruptedException {
    return jcmd("VM.native_memory");
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    return Programs.run(
        folder, Map.of(), List.of(jcmd.toString(), Long.toString(target.pid()), command));
  }

  private List<String> metrics() throws IOException {
    try (HttpConnection connection = HttpConnection.open(Loopback.port(target.port()))) {
      return connection.exchange(RequestHead.of("GET", "/metrics"), "").body().lines().toList();
    }
  }

  private double openFiles() throws IOException {
    try (Stream<Path> files = Files.list(proc().resolve("fd"))) {
      return files.count();
    }
  }

  private Path proc() {
    return Path.of("/proc", Long.toString(target.pid()));
  }

  /** All series of a metric whose lines begin like this. */
  static double sum(List<String> metrics, String beginning) {
    return metrics.stream()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static double field(List<String> status, String label) {
    return status.stream()
        .filter(line -> line.startsWith(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(label.length()).strip()))
        .findFirst()
        .orElse(0);
  }
}
