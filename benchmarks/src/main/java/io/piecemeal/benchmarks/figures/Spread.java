package io.piecemeal.benchmarks.figures;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Where values of several rounds lie. */
public record Spread(double median, double min, double max) {

  /**
   * The spread of at least one value. Of an even number of values, the median lies half way between
   * the two in the middle.
   */
  public static Spread of(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    return new Spread(median, sorted[0], Arrays.stream(sorted).max().orElseThrow());
  }

  /** Such as {@code 12.5 (12.1–12.9)}, or just the number where all are equal. */
  public String toText(int decimals) {
    String middle = number(median, decimals);
    String low = number(min, decimals);
    String high = number(max, decimals);
    return low.equals(high) ? middle : "%s (%s–%s)".formatted(middle, low, high);
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
