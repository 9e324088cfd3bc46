package io.piecemeal.bootstrap;

import io.piecemeal.domain.ByteCount;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
    name = "piecemeal",
    description = "Upload sessions for callers that can only send JSON.",
    mixinStandardHelpOptions = true,
    version = "piecemeal 0.1.0",
    synopsisSubcommandLabel = "serve | keys",
    subcommands = {ServeCommand.class, KeysCommand.class})
public final class Main {

  private Main() {}

  /** Runs a command; the process ends with 0, with 1 if it failed, with 2 if it was misspelled. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return configure(new CommandLine(new Main()));
  }

  /** Teaches a command line to read our settings and to fail in one line. */
  static CommandLine configure(CommandLine commandLine) {
    return commandLine
        .registerConverter(Duration.class, SettingConverters::duration)
        .registerConverter(ByteCount.class, SettingConverters::byteCount)
        .setExecutionExceptionHandler(new OneLineErrors())
        .setUsageHelpAutoWidth(true);
  }
}
