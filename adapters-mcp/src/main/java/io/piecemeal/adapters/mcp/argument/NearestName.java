package io.piecemeal.adapters.mcp.argument;

import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the known name that a misspelled one probably means, by Levenshtein's distance. */
final class NearestName {

  private static final int MAX_DISTANCE = 3;
  private static final int MAX_LENGTH = 64;

  /** Says -1 where there are more. */
  private static final LevenshteinDistance EDITS = new LevenshteinDistance(MAX_DISTANCE);

  private NearestName() {}

  /** The known name that is at most three edits away, ignoring case; empty if none is. */
  static Optional<String> of(String name, Iterable<String> known) {
    if (name.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String wanted = name.toLowerCase(Locale.ROOT);
    Optional<String> nearest = Optional.empty();
    int least = MAX_DISTANCE + 1;
    for (String candidate : known) {
      int edits = EDITS.apply(wanted, candidate);
      // In a short name three edits would make anything of anything.
      if (edits >= 0 && edits < least && edits <= candidate.length() / 2) {
        least = edits;
        nearest = Optional.of(candidate);
      }
    }
    return nearest;
  }
}
