package io.piecemeal.faults.soak;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What is resident of a JVM, in bytes, as its command {@code System.map} shows it mapping by
 * mapping.
 *
 * @param heap of the Java heap
 * @param besideHeap of everything else: native memory, code, libraries, stacks
 */
record MemoryMap(double heap, double besideHeap) {

  /** Addresses, size, rights, resident bytes, and then what it is. */
  private static final Pattern ROW = Pattern.compile("(?m)^0x\\S+ +\\d+ \\S+ +(\\d+) (.*)$");

  /**
   * Reads the command's answer.
   *
   * @throws IllegalArgumentException if it does not tell the heap from the rest, which it does only
   *     while native memory is tracked
   */
  static MemoryMap of(String answer) {
    List<MatchResult> rows = ROW.matcher(answer).results().toList();
    if (rows.stream().noneMatch(MemoryMap::isHeap)) {
      throw new IllegalArgumentException("no heap among %d mappings".formatted(rows.size()));
    }
    return new MemoryMap(resident(rows, MemoryMap::isHeap), resident(rows, row -> !isHeap(row)));
  }

  private static double resident(List<MatchResult> rows, Predicate<MatchResult> which) {
    return rows.stream().filter(which).mapToDouble(row -> Double.parseDouble(row.group(1))).sum();
  }

  private static boolean isHeap(MatchResult row) {
    return row.group(2).contains("JAVAHEAP");
  }
}
