package io.piecemeal.faults.history;

import io.piecemeal.faults.account.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a file, seen from its end. A longer one shares what it has in common with a shorter
 * one, so that thousands of states cost little.
 *
 * @param before null for the first chunk
 * @param hash of all chunks
 */
record Trail(@Nullable Trail before, Part last, int count, long size, int hash) {

  static Trail of(@Nullable Trail before, Part last) {
    return before == null
        ? new Trail(null, last, 1, last.length(), last.hashCode())
        : new Trail(
            before,
            last,
            before.count + 1,
            before.size + last.length(),
            31 * before.hash + last.hashCode());
  }

  static long sizeOf(@Nullable Trail trail) {
    return trail == null ? 0 : trail.size;
  }

  static int countOf(@Nullable Trail trail) {
    return trail == null ? 0 : trail.count;
  }

  static List<Part> parts(@Nullable Trail trail) {
    List<Part> parts = new ArrayList<>();
    for (Trail at = trail; at != null; at = at.before) {
      parts.add(at.last);
    }
    Collections.reverse(parts);
    return parts;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Trail trail) || trail.hash != hash || trail.count != count) {
      return false;
    }
    @Nullable Trail mine = this;
    @Nullable Trail others = trail;
    while (mine != others) {
      if (mine == null || others == null || !mine.last.equals(others.last)) {
        return false;
      }
      mine = mine.before;
      others = others.before;
    }
    return true;
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
