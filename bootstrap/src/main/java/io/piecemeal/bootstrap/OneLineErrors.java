package io.piecemeal.bootstrap;

import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one line why a command failed; the details are in the log at debug level. */
final class OneLineErrors implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    LoggerFactory.getLogger(OneLineErrors.class).debug("the command failed", e);
    command.getErr().println("piecemeal: " + rootMessage(e));
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && !(root instanceof StartupException)) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }
}
