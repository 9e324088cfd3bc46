package io.piecemeal.harness.proc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/** A process with all that descend from it, found by their parents in {@code /proc}. */
public final class ProcessTree {

  private final long root;

  /** The tree below and including a process. */
  public ProcessTree(long root) {
    this.root = root;
  }

  /** CPU time of all of them, of those that have ended as well, in seconds. */
  public double cpuSeconds() {
    return pids().stream()
        .map(ProcStat::of)
        .flatMap(Optional::stream)
        .mapToDouble(ProcStat::cpuSeconds)
        .sum();
  }

  /** Memory of all of them in bytes; what several share is counted once. */
  public long memory() {
    return pids().stream().mapToLong(ProcMemory::proportional).sum();
  }

  /** The most memory that the root itself ever had resident, in bytes. */
  public long peakOfRoot() {
    return ProcMemory.peak(root);
  }

  /** Forgets the peaks so far, where the kernel allows it. */
  public void resetPeaks() {
    pids().forEach(ProcMemory::resetPeak);
  }

  private List<Long> pids() {
    return descendants(root, running(), pid -> ProcStat.of(pid).map(ProcStat::parent));
  }

  /** The root and its descendants among some processes. */
  static List<Long> descendants(long root, List<Long> all, LongFunction<Optional<Long>> parentOf) {
    Map<Long, List<Long>> children = new HashMap<>();
    for (long pid : all) {
      parentOf
          .apply(pid)
          .ifPresent(parent -> children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(pid));
    }
    List<Long> found = new ArrayList<>(List.of(root));
    for (int next = 0; next < found.size(); next++) {
      found.addAll(children.getOrDefault(found.get(next), List.of()));
    }
    return found;
  }

  private static List<Long> running() {
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> Character.isDigit(name.charAt(0)))
          .map(Long::valueOf)
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
