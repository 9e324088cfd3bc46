package io.piecemeal.faults.command;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells what was asked for wrongly in one line; everything else with its stack. */
final class OneLineErrors implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) throws Exception {
    if (!(failure instanceof IllegalArgumentException)) {
      throw failure;
    }
    commandLine.getErr().println("faults: " + failure.getMessage());
    return commandLine.getCommandSpec().exitCodeOnInvalidInput();
  }
}
