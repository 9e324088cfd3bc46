package io.piecemeal.adapters.mcp.lines;

import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a file can get of the lines that are there, and which are still to be typed.
 *
 * @param run the good lines that follow each other from the end of the file on
 * @param needed numbers of lines that have to be typed, in ascending order: damaged ones and gaps
 * @param held how many good lines wait behind the first of them
 */
record Typing(List<TypedLine> run, List<Integer> needed, int held) {

  /** An answer names no more; the others are asked for when these are there. */
  private static final int MOST_NEEDED = 100;

  /**
   * @param next the number of the line that begins where the file ends
   * @param good all good lines that are there
   * @param damaged numbers of lines that were not what was printed
   */
  static Typing of(int next, NavigableMap<Integer, TypedLine> good, Collection<Integer> damaged) {
    List<TypedLine> run =
        Stream.iterate(next, number -> number + 1)
            .takeWhile(good::containsKey)
            .map(good::get)
            .toList();
    int after = next + run.size();
    SortedSet<Integer> needed = new TreeSet<>(damaged.stream().filter(n -> n >= after).toList());
    needed.removeAll(good.keySet());
    NavigableMap<Integer, TypedLine> waiting = good.tailMap(after, true);
    if (!waiting.isEmpty()) {
      for (int number = after; number < waiting.lastKey(); number++) {
        if (!good.containsKey(number)) {
          needed.add(number);
        }
        if (needed.size() > MOST_NEEDED) {
          break;
        }
      }
    }
    return new Typing(run, needed.stream().limit(MOST_NEEDED).toList(), waiting.size());
  }
}
