package io.piecemeal.bootstrap.cli;

import io.piecemeal.adapters.persistence.audit.AuditCheck;
import io.piecemeal.bootstrap.settings.StartupException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at what was written down of who did what. */
@Command(
    name = "audit",
    description = "Check the audit trail.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "verify")
public final class AuditCommand implements Runnable {

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: verify");
  }

  @Command(
      name = "verify",
      description = "Find lines that are missing, changed or in another place.",
      mixinStandardHelpOptions = true,
      footer =
          "%nEnds with 1 if there are any. Lines that are missing at the end cannot be seen, nor those"
              + " before the first one, unless the file that was filled before is beside it: compare"
              + " both numbers with what was shipped, or say the first one.")
  int verify(
      @Option(
              names = "--first",
              paramLabel = "NUMBER",
              description = "The number that the first line has to have, 1 for the whole trail")
          Optional<Long> first,
      @Parameters(
              paramLabel = "FILE",
              arity = "1..*",
              description = "In the order in which they were written")
          List<Path> files) {
    PrintWriter out = spec.commandLine().getOut();
    try {
      AuditCheck check =
          AuditCheck.of(files, first.map(OptionalLong::of).orElseGet(OptionalLong::empty));
      check.faults().forEach(out::println);
      out.printf(
          "%d lines, the first is number %d, the last is number %d; %d faults%n",
          check.lines(), check.first(), check.last(), check.faults().size());
      if (first.isEmpty() && check.first() > 1) {
        out.println(
            check
                .before()
                .map("What is before them, %s, was not looked at."::formatted)
                .orElse(
                    "Lines before number %d are not in these files; whether they should be cannot be seen."
                        .formatted(check.first())));
      }
      out.flush();
      return check.faults().isEmpty() ? 0 : 1;
    } catch (IOException e) {
      throw new StartupException("cannot read the audit trail: " + e, e);
    }
  }
}
