package io.piecemeal.benchmarks.report;

import java.util.List;

/** Colours that the colour-blind can tell apart (Okabe and Ito). */
final class Palette {

  private static final List<String> COLOURS =
      List.of("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#999999");

  private Palette() {}

  static String colour(int index) {
    return COLOURS.get(index % COLOURS.size());
  }
}
