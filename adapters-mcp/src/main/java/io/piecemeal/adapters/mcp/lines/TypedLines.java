package io.piecemeal.adapters.mcp.lines;

import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.adapters.mcp.argument.Parameter;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The lines of one call.
 *
 * @param good by number
 * @param damaged numbers of those that are not what was printed
 */
record TypedLines(NavigableMap<Integer, TypedLine> good, Set<Integer> damaged) {

  private static final String LINES = "lines";

  static final Parameter.Count NUMBER =
      new Parameter.Count(
          "n",
          Parameter.Presence.OPTIONAL,
          1,
          9_999_999,
          "The number of the line, from 1 on in the whole file.");

  static final Parameter.Text DATA =
      new Parameter.Text("data", Parameter.Presence.OPTIONAL, "At most 76 characters of Base64.");

  static final Parameter.Text CHECK =
      new Parameter.Text(
          "check", Parameter.Presence.OPTIONAL, "The 6 characters that were printed behind it.");

  /**
   * Reads them.
   *
   * @throws ArgumentRejected if none can be read, one follows the last, or one is there twice
   */
  static TypedLines of(List<Arguments> sent) {
    TypedLines lines = new TypedLines(new TreeMap<>(), new TreeSet<>());
    for (Arguments line : sent) {
      line.findCount(NUMBER).ifPresent(number -> lines.add((int) number.value(), line));
    }
    if (lines.good.isEmpty() && lines.damaged.isEmpty()) {
      throw refused("each line needs n, its number from 1 on, data and check");
    }
    Optional<TypedLine> early = early(lines.good);
    if (early.isPresent()) {
      throw refused(
          "line %d has %d bytes and not %d, so that none may follow it"
              .formatted(early.get().number(), early.get().length(), TypedLine.BYTES));
    }
    return lines;
  }

  private void add(int number, Arguments line) {
    Optional<TypedLine> read =
        TypedLine.read(number, line.find(DATA).orElse(""), line.find(CHECK).orElse(""));
    if (read.isEmpty()) {
      damaged.add(number);
      return;
    }
    TypedLine before = good.putIfAbsent(number, read.get());
    if (before != null && !before.equals(read.get())) {
      throw refused(
          "line %d is there twice with different data, each with its check: send the one of the file"
              .formatted(number));
    }
  }

  private static ArgumentRejected refused(String advice) {
    return ArgumentRejected.invalid(LINES, advice);
  }

  /** A line that is not full, and so the last, though others follow; empty if there is none. */
  static Optional<TypedLine> early(NavigableMap<Integer, TypedLine> lines) {
    return lines.isEmpty()
        ? Optional.empty()
        : lines.headMap(lines.lastKey(), false).values().stream()
            .filter(line -> !line.isFull())
            .findFirst();
  }

  /** Whether these cannot be lines of the same print as those. */
  static boolean contradict(
      NavigableMap<Integer, TypedLine> one, NavigableMap<Integer, TypedLine> other) {
    boolean differ =
        one.values().stream()
            .anyMatch(line -> !line.equals(other.getOrDefault(line.number(), line)));
    NavigableMap<Integer, TypedLine> all = new TreeMap<>(one);
    all.putAll(other);
    return differ || early(all).isPresent();
  }
}
