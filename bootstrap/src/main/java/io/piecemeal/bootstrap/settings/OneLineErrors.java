package io.piecemeal.bootstrap.settings;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says in one line why a command failed; the details are in the log at debug level. */
final class OneLineErrors implements IExecutionExceptionHandler, IParameterExceptionHandler {

  /** How the library begins. */
  private static final Pattern INVALID_VALUE =
      Pattern.compile("^Invalid value for option '(--[a-z0-9-]+)'(?: \\([^)]*\\))?: ");

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    LoggerFactory.getLogger(OneLineErrors.class).debug("the command failed", e);
    print(command, message(mostTelling(e)));
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    print(command, "%s; see %s --help".formatted(naming(e), name));
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /**
   * The message, which names an option as others do, with its variable, if it has one: the value is
   * of either.
   */
  static String naming(ParameterException e) {
    String message = message(e);
    Matcher matcher = INVALID_VALUE.matcher(message);
    if (!matcher.find()) {
      return message;
    }
    String option = matcher.group(1);
    String name =
        KnownVariables.all().contains(Setting.variable(option)) ? Setting.name(option) : option;
    String named = name + ": " + message.substring(matcher.end());
    return e.getCommandLine().getDefaultValueProvider() instanceof Sources sources
        ? sources.located(named)
        : named;
  }

  private static void print(CommandLine command, String line) {
    command.getErr().println("piecemeal: " + line);
  }

  /**
   * What we said ourselves, or else where it all began. Below that there may be a failure of a
   * socket or a file, which knows less: no host, no name.
   */
  private static Throwable mostTelling(Throwable e) {
    Throwable best = e;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartupException) {
        return cause;
      }
      if (!(cause instanceof IOException)) {
        best = cause;
      }
    }
    return best;
  }

  private static String message(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }
}
