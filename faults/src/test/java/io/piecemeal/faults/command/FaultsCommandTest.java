package io.piecemeal.faults.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class FaultsCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {"kill", "failover", "powercut", "history", "zombie", "clock", "soak", "cut"})
  void everyHarnessSaysHowItIsBounded(String harness) {
    assertThat(execute(harness, "--help")).isZero();

    assertThat(out.toString()).contains("--seed").containsAnyOf("--rounds", "--seconds");
  }

  @Test
  void mutantThatDoesNotExistIsToldWithThoseThatDo() {
    assertThat(execute("kill", "--mutant=werewolf")).isEqualTo(2);

    assertThat(err.toString()).contains("werewolf", "no-fsync", "late-write");
  }

  private int execute(String... arguments) {
    CommandLine commandLine = FaultsCommand.commandLine();
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
