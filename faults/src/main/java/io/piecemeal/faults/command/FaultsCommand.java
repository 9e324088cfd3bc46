package io.piecemeal.faults.command;

import io.piecemeal.faults.subject.Mutant;
import io.piecemeal.harness.command.OneLineErrors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/** All that can be thrown. */
@Command(
    name = "./piecemeal faults",
    description = "Throws faults at the service and checks what it promised.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel =
        "kill | failover | powercut | history | zombie | clock | soak | flood | cut",
    subcommands = {
      KillCommand.class,
      FailoverCommand.class,
      PowercutCommand.class,
      HistoryCommand.class,
      ZombieCommand.class,
      ClockCommand.class,
      SoakCommand.class,
      FloodCommand.class,
      CutCommand.class
    })
public final class FaultsCommand {

  private FaultsCommand() {}

  /** The command line. */
  public static CommandLine commandLine() {
    return new CommandLine(new FaultsCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Mutant.class, FaultsCommand::mutant)
        .setExecutionExceptionHandler(new OneLineErrors("faults"))
        .setUsageHelpAutoWidth(true);
  }

  private static Mutant mutant(String name) {
    return Mutant.named(name)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "no mutant %s: one of %s".formatted(name, Mutant.names())));
  }
}
