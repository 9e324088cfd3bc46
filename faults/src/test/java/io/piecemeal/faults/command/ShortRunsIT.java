package io.piecemeal.faults.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.harness.service.ServiceJar;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * A little of each harness, one after the other, against the service as it was just packaged. How
 * fast a machine is decides how long this takes, and nothing else.
 */
class ShortRunsIT {

  /** What a harness says, its failures included: the evidence when one of them fails. */
  private final StringWriter out = new StringWriter();

  @BeforeEach
  void theServiceIsPackaged() {
    assumeTrue(
        ServiceJar.of(Harness.home()).isPresent(), "the service is not packaged: mvn verify does");
  }

  @Test
  void killedProcessesLoseNothing() {
    assertThat(run("kill", "--rounds=3", "--clients=16")).as("%s", out).isZero();

    assertThat(out.toString()).contains("kills=3", "lost=0 doubled=0 damaged=0 other=0");
  }

  @Test
  void killedNodesThatShareNoDiskLoseNothing() {
    assertThat(run("kill", "--store=s3", "--nodes=2", "--rounds=2", "--clients=8"))
        .as("%s", out)
        .isZero();

    assertThat(out.toString()).contains("kills=2 store=s3", "lost=0 doubled=0 damaged=0 other=0");
  }

  @Test
  void powerCutsLoseNothing() {
    assertThat(run("powercut", "--rounds=2", "--clients=16")).as("%s", out).isZero();

    assertThat(out.toString()).contains("cuts=2", "lost=0 doubled=0 damaged=0 other=0");
  }

  @Test
  void lostPrimariesLoseNothing() {
    assertThat(run("failover", "--rounds=2", "--clients=8")).as("%s", out).isZero();

    assertThat(out.toString()).contains("kills=2", "lost=0 doubled=0 damaged=0 other=0");
  }

  @Test
  void aPrimaryThatAnswersAloneIsCaught() {
    assertThat(run("failover", "--asynchronous", "--clients=8")).as("%s", out).isZero();

    assertThat(out.toString())
        .contains("ASYNCHRONOUS")
        .doesNotContain("lost=0 doubled=0 damaged=0 other=0");
  }

  @Test
  void concurrentHistoriesAreLinearizable() {
    assertThat(run("history", "--operations=2000")).as("%s", out).isZero();

    assertThat(out.toString()).contains("not-linearizable=0");
  }

  @Test
  void lateCommitsChangeNothing() {
    assertThat(run("zombie", "--rounds=15", "--unsettled=0")).as("%s", out).isZero();

    assertThat(out.toString()).contains("violations=0");
  }

  @Test
  void nothingLeaksUnderLoad() {
    assertThat(run("soak", "--seconds=20", "--clients=8")).as("%s", out).isZero();

    assertThat(out.toString()).contains("lost=0 doubled=0 damaged=0 other=0");
  }

  private int run(String... arguments) {
    CommandLine commandLine = FaultsCommand.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(out, true));
    int code = commandLine.execute(arguments);
    System.out.print(out);
    assumeFalse(out.toString().contains(": skipped: "), out.toString().strip());
    return code;
  }
}
