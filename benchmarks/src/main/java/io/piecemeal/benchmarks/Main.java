package io.piecemeal.benchmarks;

import io.piecemeal.benchmarks.command.BenchCommand;

/** The entrance: {@code ./piecemeal bench}. */
public final class Main {

  private Main() {}

  /** Runs a command; the process ends with 0, with 1 if it failed, with 2 if it was misspelled. */
  public static void main(String[] arguments) {
    System.exit(BenchCommand.commandLine().execute(arguments));
  }
}
