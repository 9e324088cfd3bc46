package io.piecemeal.benchmarks.figures;

import java.util.List;

/**
 * What was found out about one question.
 *
 * @param title the question
 */
public record Findings(String title, List<Finding> all) {

  /** Copies the list. */
  public Findings {
    all = List.copyOf(all);
  }

  /**
   * One answer.
   *
   * @param decimals digits after the point that mean something
   */
  public record Finding(String what, String unit, int decimals, Spread value) {

    /** One that was measured once. */
    public static Finding of(String what, String unit, int decimals, double value) {
      return new Finding(what, unit, decimals, new Spread(value, value, value));
    }
  }
}
