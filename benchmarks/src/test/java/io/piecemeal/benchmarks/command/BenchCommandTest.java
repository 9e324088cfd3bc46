package io.piecemeal.benchmarks.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpNamesAllSubjectsAndCases() {
    assertThat(execute("load", "--help")).isZero();

    assertThat(out.toString())
        .contains(Peers.names(Peers.Store.disk))
        .contains(Peers.names(Peers.Store.s3))
        .contains("5MiBx32", "--tmpfs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--only=nobody",
        "--case=5MB",
        "--rounds=many",
        "--peer=tusd=http://example.org:1080/files/",
        "--peer=tusd=https://127.0.0.1:1080/files/"
      })
  void whatIsMisspelledIsToldBeforeAnythingIsStarted(String option) {
    assertThat(execute("load", option)).isEqualTo(2);

    assertThat(err.toString()).contains(option.substring(option.lastIndexOf('=') + 1));
  }

  private int execute(String... arguments) {
    CommandLine commandLine = BenchCommand.commandLine();
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
