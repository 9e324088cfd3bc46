package io.piecemeal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @TempDir private Path home;

  @Test
  void rehearsalRunsEveryCommand() {
    assertThat(run(Map.of(), "rehearse", "--folder", home.resolve("r").toString()))
        .as(text(errors))
        .isZero();
    assertThat(home.resolve("r/copy")).hasContent("rehearsed");
  }

  @Test
  void wrongCommandLineIsTwo() {
    assertThat(run(Map.of(), "put")).isEqualTo(ExitCode.USAGE);
    assertThat(run(Map.of(), "put", "--key=secret", "file")).isEqualTo(ExitCode.USAGE);
    assertThat(text(errors)).contains("Unknown option");
  }

  @Test
  void missingKeyIsToldWithWhereToPutIt() {
    assertThat(run(Map.of(), "ls")).isEqualTo(ExitCode.LOCAL);
    assertThat(text(errors)).startsWith("piecemeal: no API key").contains("PIECEMEAL_KEY");
    assertThat(text(errors).lines()).hasSize(1);
  }

  @Test
  void serviceThatIsNotThereIsFive() throws IOException {
    Path file = Files.writeString(home.resolve("f"), "x");
    assertThat(
            run(
                Map.of("PIECEMEAL_KEY", "k"),
                "put",
                "--json",
                "--patience=0",
                "--url=http://127.0.0.1:1",
                file.toString()))
        .isEqualTo(ExitCode.UNREACHABLE);
    assertThat(text(output)).contains("\"code\":\"unreachable\"", "\"retryable\":true");
  }

  @Test
  void proxyOfTheEnvironmentIsSaidNotToBeUsed() {
    String[] unreachable = {"ls", "--patience=0", "--url=http://127.0.0.1:1"};
    assertThat(run(Map.of("PIECEMEAL_KEY", "k"), unreachable)).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(text(errors)).doesNotContain("proxy");
    Map<String, String> environment =
        Map.of("PIECEMEAL_KEY", "k", "HTTPS_PROXY", "http://proxy.example.org:3128");
    assertThat(run(environment, unreachable)).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(text(errors)).contains("not used", "-Dhttps.proxyHost=HOST");
  }

  @Test
  void folderAndMissingFileAreRefusedBeforeAnythingIsSent() {
    Map<String, String> key = Map.of("PIECEMEAL_KEY", "k");
    assertThat(run(key, "put", home.toString(), home.resolve("none").toString()))
        .isEqualTo(ExitCode.LOCAL);
    assertThat(text(errors)).contains("not a file", "no such file");
  }

  @Test
  void nameThatIsNoTextIsToldApartFromAMissingFile() {
    Map<String, String> key = Map.of("PIECEMEAL_KEY", "k");
    // A JVM replaces bytes that its locale has no character for.
    assertThat(run(key, "put", home.resolve("\ufffd\ufffd.bin").toString()))
        .isEqualTo(ExitCode.LOCAL);
    assertThat(text(errors)).contains("not UTF-8", "rename it").doesNotContain("no such file");
    assertThat(run(key, "put", "--name", "\ufffd", "-")).isEqualTo(ExitCode.LOCAL);
    assertThat(run(key, "ticket", "--name", "\ufffd")).isEqualTo(ExitCode.LOCAL);
    assertThat(text(errors).lines().filter(line -> line.contains("--name is not UTF-8")))
        .hasSize(2);
  }

  @Test
  void standardInputIsSentOnce() {
    assertThat(run(Map.of("PIECEMEAL_KEY", "k"), "put", "-", "-")).isEqualTo(ExitCode.USAGE);
    assertThat(text(errors)).contains("once only");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "put --name x a b",
        "put -j 0 a",
        "put --patience -1 a",
        "get -o f a b",
        "ls -n 0",
        "ticket",
        "ticket --download --name x"
      })
  void partsThatDoNotFitTogetherAreAWrongCommandLine(String words) {
    assertThat(run(Map.of("PIECEMEAL_KEY", "k"), words.split(" ", -1))).isEqualTo(ExitCode.USAGE);
    assertThat(text(errors).lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:18420", "localhost:8080", "files.example.org", "ftp://host"})
  void addressWithoutASchemeIsToldHowItBegins(String url) {
    Map<String, String> environment = Map.of("PIECEMEAL_KEY", "k", "PIECEMEAL_URL", url);
    assertThat(run(environment, "ls")).isEqualTo(ExitCode.LOCAL);
    assertThat(text(errors)).contains("PIECEMEAL_URL", "begins with http:// or https://");
  }

  @Test
  void completionKnowsCommandsAndOptions() {
    assertThat(run(Map.of(), "completion", "bash")).isZero();
    assertThat(text(output))
        .contains("ticket", "--chunk-size", "complete -F")
        .doesNotContain("rehearse");
    output.reset();
    assertThat(run(Map.of(), "completion", "zsh")).isZero();
    assertThat(text(output)).startsWith("autoload");
  }

  private int run(Map<String, String> environment, String... arguments) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("HOME", home.toString());
    return Main.run(
        new Surroundings(
            all,
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(output, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            false),
        arguments);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
