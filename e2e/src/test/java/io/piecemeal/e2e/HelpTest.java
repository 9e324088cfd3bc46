package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings are told alike wherever they are told. */
class HelpTest {

  private static final Pattern VARIABLE = Pattern.compile("PIECEMEAL_[A-Z0-9_]+");
  private static final Pattern IN_TABLE = Pattern.compile("`(PIECEMEAL)?(_[A-Z0-9_]+)`");

  @ParameterizedTest
  @ValueSource(strings = {"--help", "serve --help"})
  void helpListsTheSettingsOfTheReadme(String command) throws Exception {
    CommandProcess.Result help =
        new CommandProcess(List.of(command.split(" ", -1)), Map.of()).run();
    assertThat(help.exitCode()).isZero();
    assertThat(help.errors()).isEmpty();
    assertThat(variables(help.output())).isEqualTo(settingsOfTheReadme());
  }

  /** What only the service reads would hide what they need. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "keys create",
        "keys list",
        "keys revoke",
        "gc status",
        "gc run",
        "gc hold",
        "gc release",
        "scrub",
      })
  void helpOfACommandBesideTheServiceListsOnlyWhatItReads(String command) throws Exception {
    CommandProcess.Result help =
        new CommandProcess(
                List.of((command + " --help").split(" ", -1)), Map.of("PIECEMEAL_PORT", "wrong"))
            .run();
    assertThat(help.exitCode()).isZero();
    Set<String> expected =
        new TreeSet<>(
            List.of(
                "PIECEMEAL_CHUNK_STORE",
                "PIECEMEAL_CONFIG",
                "PIECEMEAL_DATABASE_PASSWORD",
                "PIECEMEAL_DATABASE_URL",
                "PIECEMEAL_DATABASE_USER",
                "PIECEMEAL_DATA_DIR",
                "PIECEMEAL_PLUGINS",
                "PIECEMEAL_S3_ENDPOINT",
                "PIECEMEAL_S3_PATH_STYLE",
                "PIECEMEAL_S3_REGION"));
    if (command.equals("gc run")) {
      expected.add("PIECEMEAL_COLLECT_AGE");
    }
    if (command.startsWith("keys ") || command.startsWith("gc ")) {
      expected.addAll(List.of("PIECEMEAL_ADMIN_KEY", "PIECEMEAL_URL"));
    }
    assertThat(variables(help.output())).isEqualTo(expected);
  }

  private static Set<String> variables(String text) {
    return VARIABLE
        .matcher(text)
        .results()
        .map(match -> match.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** In the table, {@code _USER} stands for a name that starts like the one before it. */
  private static Set<String> settingsOfTheReadme() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("..", "README.md"))) {
      if (line.startsWith("| `PIECEMEAL_")) {
        String cell = line.substring(0, line.indexOf('|', 1));
        List<String> found =
            IN_TABLE
                .matcher(cell)
                .results()
                .map(
                    match ->
                        match.group(1) == null
                            ? "PIECEMEAL_DATABASE" + match.group(2)
                            : match.group().replace("`", ""))
                .toList();
        names.addAll(found);
      }
    }
    assertThat(names).isNotEmpty();
    return names;
  }

  @Test
  void wrongCommandIsRefusedInOneLineWithExitCode2() throws Exception {
    CommandProcess.Result result = new CommandProcess(List.of("sevre"), Map.of()).run();
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.errors().lines())
        .singleElement()
        .asString()
        .contains("'sevre'")
        .endsWith("see piecemeal --help");
  }
}
