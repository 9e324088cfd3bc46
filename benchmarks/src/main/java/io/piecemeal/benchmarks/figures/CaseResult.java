package io.piecemeal.benchmarks.figures;

import java.util.List;

/**
 * What was measured in one case.
 *
 * @param title what the case is
 * @param series of each subject; the first is the one that the others are compared with
 */
public record CaseResult(String title, List<Series> series) {

  /** Copies the list. */
  public CaseResult {
    series = List.copyOf(series);
  }
}
