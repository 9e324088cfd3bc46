package io.piecemeal.cli;

import io.piecemeal.client.PiecemealException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The commands of callers. */
public final class Main {

  private static final String[] EXIT_CODES = {
    "0:done",
    "1:a file or a setting of your own",
    "2:a wrong command line",
    "3:refused by the service",
    "4:no such file there, or it is gone",
    "5:the service cannot be reached, or was away for too long",
    "6:the bytes that arrived are not those that were sent",
    "7:the file is still being uploaded",
    "130:interrupted; put and get go on when they are run again"
  };

  private Main() {}

  /** Runs one command. */
  public static void main(String[] arguments) {
    System.exit(run(Surroundings.ofProcess(), arguments));
  }

  static int run(Surroundings surroundings, String... arguments) {
    Report report = new Report(surroundings, new Progress(surroundings), false);
    return commands(surroundings)
        .setExecutionExceptionHandler(
            (failure, command, result) -> {
              switch (failure) {
                case PiecemealException e -> report.failed("", e);
                case SetupException e -> report.failed("", e);
                case UsageException e -> report.failed("", e);
                case IllegalArgumentException e -> report.failed("", e);
                default -> throw failure;
              }
              return report.exitCode();
            })
        .execute(arguments);
  }

  static CommandLine commands(Surroundings surroundings) {
    CommandLine line = new CommandLine(CommandSpec.wrapWithoutInspection(new Root()));
    line.getCommandSpec().name("piecemeal").mixinStandardHelpOptions(true);
    line.getCommandSpec().usageMessage().description("The commands of callers of a Piecemeal.");
    add(line, "put", new PutCommand(surroundings));
    add(line, "get", new GetCommand(surroundings));
    add(line, "ls", new LsCommand(surroundings));
    add(line, "rm", new RmCommand(surroundings));
    add(line, "ticket", new TicketCommand(surroundings));
    add(line, "watch", new WatchCommand(surroundings));
    add(line, "completion", new CompletionCommand(surroundings));
    add(line, "rehearse", new RehearseCommand());
    line.setOut(new PrintWriter(surroundings.output(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(surroundings.errors(), true, StandardCharsets.UTF_8));
    return line;
  }

  private static void add(CommandLine line, String name, Object command) {
    CommandLine sub = new CommandLine(command);
    sub.getCommandSpec().mixinStandardHelpOptions(true);
    sub.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(exitCodes())
        .footer(
            "",
            "The key is in PIECEMEAL_KEY, or in the file PIECEMEAL_KEY_FILE, or what key_command in config.properties says.");
    line.addSubcommand(name, sub);
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    for (String code : EXIT_CODES) {
      codes.put(code.replaceFirst(":.*", ""), code.replaceFirst("[^:]*:", ""));
    }
    return codes;
  }

  /** What is run without a command: the launcher never does that. */
  @Command
  private static final class Root {}
}
