package io.piecemeal.adapters.http.spelling;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the known name that a misspelled one probably means, by Levenshtein's distance. */
public final class NearestName {

  private static final int MAX_DISTANCE = 3;
  private static final int MAX_LENGTH = 64;
  private static final LevenshteinDistance EDITS = new LevenshteinDistance(MAX_DISTANCE);

  private NearestName() {}

  /** The known name that is at most three edits away, ignoring case; empty if none is. */
  public static Optional<String> of(String name, Collection<String> known) {
    if (name.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String wanted = name.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(candidate -> distance(wanted, candidate) <= allowed(candidate))
        .min(Comparator.comparingInt(candidate -> distance(wanted, candidate)));
  }

  /** In a short name three edits would make anything of anything. */
  private static int allowed(String candidate) {
    return Math.min(MAX_DISTANCE, candidate.length() / 2);
  }

  /** Edits from one to the other; more than any that is allowed if there are many. */
  private static int distance(String one, String other) {
    int edits = EDITS.apply(one, other);
    return edits < 0 ? Integer.MAX_VALUE : edits;
  }
}
