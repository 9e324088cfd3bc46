package io.piecemeal.faults.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.harness.service.ServiceJar;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** A little of a harness against the service as it was just packaged. */
final class ShortRun {

  /** Its failures included: the evidence when it fails. */
  private final StringWriter out = new StringWriter();

  /** Runs it; the test is skipped where the machine lacks what it needs. */
  void passes(String... arguments) {
    assumeTrue(
        ServiceJar.of(Harness.home()).isPresent(), "the service is not packaged: mvn verify does");
    CommandLine commandLine = FaultsCommand.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(out, true));
    int code = commandLine.execute(arguments);
    System.out.print(out);
    assumeFalse(said().contains(": skipped: "), said().strip());
    assertThat(code).as(said()).isZero();
  }

  /** What it said. */
  String said() {
    return out.toString();
  }
}
