package io.piecemeal.harness.command;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Tells what was asked for wrongly in one line; everything else with its stack.
 *
 * @param name who says so, ahead of the line
 */
public record OneLineErrors(String name) implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) throws Exception {
    if (!(failure instanceof IllegalArgumentException)) {
      throw failure;
    }
    commandLine.getErr().println("%s: %s".formatted(name, failure.getMessage()));
    return commandLine.getCommandSpec().exitCodeOnInvalidInput();
  }
}
