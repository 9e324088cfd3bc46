package io.piecemeal.chunk.codec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the known name that a misspelled one probably means: one that is an edit away, or that the
 * other begins or ends with, as {@code filesize} ends with {@code size}, or else the nearest by
 * Levenshtein's distance.
 */
public final class NearestName {

  private static final int MAX_DISTANCE = 3;
  private static final int MAX_LENGTH = 64;

  /** A letter too many, one too few or a wrong one. */
  private static final int SLIP = 1;

  /** Two letters are shared by chance. */
  private static final int LEAST_SHARED = 3;

  private NearestName() {}

  /**
   * The known name that shares its beginning or end with it, or is at most three edits away,
   * ignoring case; empty if none does.
   */
  public static Optional<String> of(String name, Collection<String> known) {
    if (name.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String wanted = name.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(
            candidate ->
                shares(wanted, candidate) || distance(wanted, candidate) <= allowed(candidate))
        .min(
            Comparator.<String>comparingInt(
                    candidate -> shares(wanted, candidate) ? SLIP : distance(wanted, candidate))
                .thenComparingInt(candidate -> distance(wanted, candidate)));
  }

  private static boolean shares(String one, String other) {
    String longer = one.length() > other.length() ? one : other;
    String shorter = one.length() > other.length() ? other : one;
    return shorter.length() >= LEAST_SHARED
        && (longer.startsWith(shorter) || longer.endsWith(shorter));
  }

  /** In a short name three edits would make anything of anything. */
  private static int allowed(String candidate) {
    return Math.min(MAX_DISTANCE, candidate.length() / 2);
  }

  private static int distance(String one, String other) {
    int[] previous = new int[other.length() + 1];
    for (int column = 0; column <= other.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= one.length(); row++) {
      int[] current = new int[other.length() + 1];
      current[0] = row;
      for (int column = 1; column <= other.length(); column++) {
        int replaced = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(
                previous[column - 1] + replaced,
                1 + Math.min(previous[column], current[column - 1]));
      }
      previous = current;
    }
    return previous[other.length()];
  }
}
