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
 * @param good the good lines
 * @param needed numbers of lines that have to be typed, in ascending order: damaged ones and gaps
 */
record Typing(NavigableMap<Integer, TypedLine> good, List<Integer> needed) {

  /** An answer names no more; the others are asked for when these are there. */
  static final int MOST_NAMED = 100;

  /** The lines that follow each other from this number on, but no more than so many. */
  static List<TypedLine> run(int first, NavigableMap<Integer, TypedLine> lines, int most) {
    return Stream.iterate(first, number -> number + 1)
        .takeWhile(lines::containsKey)
        .limit(most)
        .map(lines::get)
        .toList();
  }

  /**
   * @param next the number of the line that begins where the file ends
   * @param good all good lines that are there, from that one on
   * @param damaged numbers of lines that were not what was printed
   */
  static Typing of(int next, NavigableMap<Integer, TypedLine> good, Collection<Integer> damaged) {
    int after = next + run(next, good, Integer.MAX_VALUE).size();
    SortedSet<Integer> needed = new TreeSet<>(damaged.stream().filter(n -> n >= after).toList());
    needed.removeAll(good.keySet());
    NavigableMap<Integer, TypedLine> waiting = good.tailMap(after, true);
    if (!waiting.isEmpty()) {
      for (int number = after; number < waiting.lastKey(); number++) {
        if (!good.containsKey(number)) {
          needed.add(number);
        }
        if (needed.size() > MOST_NAMED) {
          break;
        }
      }
    }
    return new Typing(good, needed.stream().limit(MOST_NAMED).toList());
  }
}
