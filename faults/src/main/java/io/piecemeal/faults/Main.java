package io.piecemeal.faults;

import io.piecemeal.faults.command.FaultsCommand;

/** The entrance: {@code ./piecemeal faults}. */
public final class Main {

  private Main() {}

  /**
   * Runs a harness; the process ends with 0, with 1 if a promise was broken or the harness failed,
   * with 2 if it was misspelled.
   */
  public static void main(String[] arguments) {
    System.exit(FaultsCommand.commandLine().execute(arguments));
  }
}
