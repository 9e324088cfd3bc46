package io.piecemeal.bootstrap.cli;

import io.piecemeal.bootstrap.settings.SettingsReport;
import io.piecemeal.bootstrap.wiring.StartNotes;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Checks and shows the settings, and starts nothing. */
@Command(
    name = "config",
    description = "Check and show the settings that serve would have, without starting anything.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "check | show",
    subcommands = {ConfigCommand.Check.class, ConfigCommand.Show.class})
public final class ConfigCommand implements Runnable {

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: check or show");
  }

  /** Says all that is wrong. */
  @Command(
      name = "check",
      description = {
        "Say all that is wrong with the settings, and end with 1 if something is.",
        "What depends on the user and the moment is only noted: data directory, ports, audit trail.",
        "Takes the options of serve."
      },
      mixinStandardHelpOptions = true)
  static final class Check extends Reporting {
    @Override
    void print(SettingsReport report, PrintWriter out) {
      report
          .settings()
          .ifPresent(
              settings -> {
                StartNotes.of(settings).forEach(note -> out.println("Note: " + note));
                out.println("The settings are good.");
              });
    }
  }

  /** Says what holds. */
  @Command(
      name = "show",
      description = {
        "Show each setting, its value and where that is from; of a secret only whether it is set.",
        "Takes the options of serve."
      },
      mixinStandardHelpOptions = true)
  static final class Show extends Reporting {
    @Override
    void print(SettingsReport report, PrintWriter out) {
      for (SettingsReport.Row row : report.rows()) {
        String value = row.value().isEmpty() ? "-" : row.value();
        out.printf("%-28s %-28s %s%n", row.name(), value, row.origin());
      }
    }
  }

  /** What both have in common. */
  abstract static class Reporting implements Callable<Integer> {

    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    /** Options of serve: their values are checked all together, and not one by one as they come. */
    @Unmatched private final List<String> options = new ArrayList<>();

    abstract void print(SettingsReport report, PrintWriter out);

    @Override
    public final Integer call() {
      SettingsReport report = SettingsReport.of(options, System.getenv());
      print(report, spec.commandLine().getOut());
      report.problems().forEach(spec.commandLine().getErr()::println);
      return report.problems().isEmpty() ? 0 : 1;
    }
  }
}
