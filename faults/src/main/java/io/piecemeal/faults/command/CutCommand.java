package io.piecemeal.faults.command;

import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.account.Finding.Kind;
import io.piecemeal.faults.cut.CutRun;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Connections that break at any byte. */
@Command(
    name = "cut",
    description =
        "Cut connections of tus clients at random bytes of requests and answers; the clients go on,"
            + " and each upload is compared with what was sent.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CutCommand extends Harness {

  @Option(
      names = "--rounds",
      defaultValue = "5000",
      description = "How many connections are cut (default ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--clients",
      defaultValue = "16",
      description = "How many clients upload at once (default ${DEFAULT-VALUE})")
  private int clients;

  @Override
  Verdict run(WorkFolder work, Build build, long seed)
      throws IOException, InterruptedException, ExecutionException {
    CutRun run = new CutRun(work, build, seed);
    List<Finding> findings = run.run(rounds, clients);
    // One that never ends is thrown by the run.
    return new Verdict(
        "%s failed=0 lost=%d doubled=%d damaged=%d;"
            .formatted(
                run.figures(),
                count(findings, Kind.LOST),
                count(findings, Kind.DOUBLED),
                count(findings, Kind.DAMAGED)),
        findings);
  }

  private static long count(List<Finding> findings, Kind kind) {
    return findings.stream().filter(finding -> finding.kind() == kind).count();
  }
}
