package io.piecemeal.faults.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All that can be thrown. */
@Command(
    name = "./piecemeal faults",
    description = "Throws faults at the service and checks what it promised.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "kill | powercut | history | zombie | clock | soak",
    subcommands = {
      KillCommand.class,
      PowercutCommand.class,
      HistoryCommand.class,
      ZombieCommand.class,
      ClockCommand.class,
      SoakCommand.class
    })
public final class FaultsCommand {

  private FaultsCommand() {}

  /** The command line. */
  public static CommandLine commandLine() {
    return new CommandLine(new FaultsCommand())
        .setExecutionExceptionHandler(new OneLineErrors())
        .setUsageHelpAutoWidth(true);
  }
}
