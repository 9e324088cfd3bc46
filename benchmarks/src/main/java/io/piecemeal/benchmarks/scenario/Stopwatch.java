package io.piecemeal.benchmarks.scenario;

import io.piecemeal.benchmarks.figures.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Times calls one by one. */
final class Stopwatch {

  private final List<Double> milliseconds = new ArrayList<>();

  /** A call over the network. */
  @FunctionalInterface
  interface Call {
    /** Makes it and waits for the answer. */
    void run() throws IOException;
  }

  void time(Call call) throws IOException {
    long start = System.nanoTime();
    call.run();
    milliseconds.add((System.nanoTime() - start) / 1e6);
  }

  Spread spread() {
    return Spread.of(milliseconds);
  }
}
