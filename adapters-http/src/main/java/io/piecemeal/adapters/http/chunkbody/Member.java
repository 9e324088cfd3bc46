package io.piecemeal.adapters.http.chunkbody;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The members that a chunk body may have. */
enum Member {
  DATA,
  OFFSET,
  SHA256,
  ENCODING,
  COMPLETE;

  private static final int FARTHEST = 3;

  String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Member> named(String name) {
    return Stream.of(values()).filter(member -> member.jsonName().equals(name)).findFirst();
  }

  /**
   * The member that the name was likely meant to be: at most three edits away without regard to
   * case, and at most half of its letters, so that {@code name} does not pass for {@code data}.
   */
  static Optional<String> nearest(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Stream.of(values())
        .map(Member::jsonName)
        .filter(known -> edits(known, lower) <= Math.min(FARTHEST, known.length() / 2))
        .min(Comparator.comparingInt(known -> edits(known, lower)));
  }

  /** Levenshtein distance. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column < row.length; column++) {
        int replaced = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
      }
    }
    return row[to.length()];
  }
}
