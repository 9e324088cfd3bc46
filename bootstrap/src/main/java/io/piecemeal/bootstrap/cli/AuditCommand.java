package io.piecemeal.bootstrap.cli;

import io.piecemeal.adapters.persistence.audit.AuditCheck;
import io.piecemeal.bootstrap.settings.StartupException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
          "%nEnds with 1 if there are any. Lines that are missing at the end cannot be seen: compare"
              + " the number of the last one.")
  int verify(
      @Parameters(
              paramLabel = "FILE",
              arity = "1..*",
              description = "In the order in which they were written")
          List<Path> files) {
    PrintWriter out = spec.commandLine().getOut();
    try {
      AuditCheck check = AuditCheck.of(files);
      check.faults().forEach(out::println);
      out.printf(
          "%d lines, the last is number %d; %d faults%n",
          check.lines(), check.last(), check.faults().size());
      out.flush();
      return check.faults().isEmpty() ? 0 : 1;
    } catch (IOException e) {
      throw new StartupException("cannot read the audit trail: " + e, e);
    }
  }
}
