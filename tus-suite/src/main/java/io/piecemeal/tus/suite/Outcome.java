package io.piecemeal.tus.suite;

/**
 * What became of a case.
 *
 * @param detail what the server did instead, or why the case was not tried
 */
public record Outcome(Case tried, Kind kind, String detail) {

  /** Whether the server does it. */
  public enum Kind {
    OK,
    DIFFERS,
    SKIPPED
  }

  /** As a line. */
  @Override
  public String toString() {
    String line = "%-8s%-7s%-34s %s".formatted(kind, tried.level(), tried.id(), tried.says());
    return detail.isEmpty() ? line : line + "\n        " + detail;
  }
}
