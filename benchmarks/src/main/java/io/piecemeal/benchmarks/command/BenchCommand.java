package io.piecemeal.benchmarks.command;

import io.piecemeal.benchmarks.load.LoadCase;
import io.piecemeal.harness.command.OneLineErrors;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All that can be measured. */
@Command(
    name = "./piecemeal bench",
    description = "Measures the service beside its peers and the limits of the machine.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "load | mcp | put | download | memory | growth | start | micro",
    subcommands = {
      LoadCommand.class,
      McpCommand.class,
      PutCommand.class,
      DownloadCommand.class,
      MemoryCommand.class,
      GrowthCommand.class,
      StartCommand.class,
      MicroCommand.class
    })
public final class BenchCommand {

  private BenchCommand() {}

  /** The command line. */
  public static CommandLine commandLine() {
    return new CommandLine(new BenchCommand())
        .registerConverter(LoadCase.class, LoadCase::parse)
        .setExecutionExceptionHandler(new OneLineErrors("bench"))
        .setUsageHelpAutoWidth(true);
  }
}
