package io.piecemeal.harness.http;

import java.util.Optional;

/** The header lines of a head, which follow its first line. */
public final class HeaderLines {

  private HeaderLines() {}

  /**
   * The value of the first header of a name, however that is capitalised.
   *
   * @param head all lines, with their ends
   */
  public static Optional<String> find(String head, String name) {
    for (int start = head.indexOf('\n') + 1; start < head.length(); ) {
      int end = head.indexOf('\n', start);
      int colon = start + name.length();
      if (head.regionMatches(true, start, name, 0, name.length()) && head.charAt(colon) == ':') {
        return Optional.of(head.substring(colon + 1, end).strip());
      }
      start = end + 1;
    }
    return Optional.empty();
  }
}
