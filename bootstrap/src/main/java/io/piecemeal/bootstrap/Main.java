package io.piecemeal.bootstrap;

import io.piecemeal.bootstrap.cli.AuditCommand;
import io.piecemeal.bootstrap.cli.ConfigCommand;
import io.piecemeal.bootstrap.cli.GcCommand;
import io.piecemeal.bootstrap.cli.KeysCommand;
import io.piecemeal.bootstrap.cli.McpCommand;
import io.piecemeal.bootstrap.cli.RehearseCommand;
import io.piecemeal.bootstrap.cli.ScrubCommand;
import io.piecemeal.bootstrap.cli.ServeCommand;
import io.piecemeal.bootstrap.settings.CommandLines;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The command line. */
@Command(
    name = "piecemeal",
    description = {
      "Upload sessions for callers that can only send JSON.",
      "Callers of a service have put, get, ls, rm, ticket and watch; see piecemeal put --help."
    },
    mixinStandardHelpOptions = true,
    version = "piecemeal 0.1.0",
    synopsisSubcommandLabel = "serve | keys | audit | gc | scrub | mcp | config",
    subcommands = {
      ServeCommand.class,
      ConfigCommand.class,
      KeysCommand.class,
      AuditCommand.class,
      GcCommand.class,
      ScrubCommand.class,
      McpCommand.class,
      RehearseCommand.class
    })
public final class Main {

  private Main() {}

  /** Runs a command; the process ends with 0, with 1 if it failed, with 2 if it was misspelled. */
  public static void main(String[] arguments) {
    System.exit(commandLine(List.of(arguments), System.getenv()).execute(arguments));
  }

  private static CommandLine commandLine(List<String> arguments, Map<String, String> environment) {
    CommandLine all = CommandLines.configure(new CommandLine(new Main()), arguments, environment);
    CommandLine serve = Objects.requireNonNull(all.getSubcommands().get("serve"));
    all.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> settings(serve));
    return all;
  }

  /** The settings, for those who ask for help without knowing where. */
  private static String settings(CommandLine serve) {
    Help help = serve.getHelp();
    return "%nOptions of serve:%n%s%s%s"
        .formatted(help.optionList(), help.footerHeading(), help.footer());
  }
}
