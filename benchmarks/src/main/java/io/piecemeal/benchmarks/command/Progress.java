package io.piecemeal.benchmarks.command;

/** Tells on standard error what goes on, so that standard output has the results only. */
final class Progress {

  private Progress() {}

  static void tell(String what) {
    System.err.println("bench: " + what);
  }
}
