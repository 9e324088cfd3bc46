package io.piecemeal.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in Markdown whose columns are aligned, so that a terminal shows it well, too. */
public final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with a heading for each column. */
  public TextTable(List<String> headings) {
    rows.add(List.copyOf(headings));
  }

  /** Adds a row with a cell for each column. */
  public void add(List<String> cells) {
    if (cells.size() != rows.getFirst().size()) {
      throw new IllegalArgumentException(
          "%d cells for %d columns".formatted(cells.size(), rows.getFirst().size()));
    }
    rows.add(List.copyOf(cells));
  }

  /** The lines of the table. */
  public String render() {
    int[] widths =
        IntStream.range(0, rows.getFirst().size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    StringBuilder text = new StringBuilder(line(rows.getFirst(), widths));
    text.append(
        IntStream.of(widths)
            .mapToObj("-"::repeat)
            .collect(Collectors.joining("-|-", "|-", "-|\n")));
    rows.stream().skip(1).forEach(row -> text.append(line(row, widths)));
    return text.toString();
  }

  private static String line(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(
            column -> cells.get(column) + " ".repeat(widths[column] - cells.get(column).length()))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
