package io.piecemeal.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.bootstrap.settings.CommandLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code keys} takes, as far as it needs neither a service nor a database. */
class KeysCommandTest {

  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();

  private int run(Map<String, String> environment, String... words) {
    CommandLine keys =
        CommandLines.configure(new CommandLine(new KeysCommand()), List.of(words), environment);
    return keys.setErr(new PrintWriter(said, true)).execute(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--url http://127.0.0.1:1 list",
        "list --url http://127.0.0.1:1",
        "--url=http://127.0.0.1:1 create alice",
        "create alice --url http://127.0.0.1:1",
        "--url http://127.0.0.1:1 revoke 0123456789abcdef",
        "--url http://127.0.0.1:1 rotate 0123456789abcdef"
      })
  void theServiceIsNamedBeforeAndBehindWhatToDo(String words) {
    assertThat(run(Map.of(), words.split(" ", -1))).isEqualTo(1);
    assertThat(said.toString()).contains("no key for http://127.0.0.1:1:", "PIECEMEAL_ADMIN_KEY");
  }

  @Test
  void theServiceOfTheEnvironmentIsAskedUnlessAnotherIsNamed() {
    Map<String, String> environment = Map.of("PIECEMEAL_URL", "http://127.0.0.1:2");
    assertThat(run(environment, "list")).isEqualTo(1);
    assertThat(said.toString()).contains("no key for http://127.0.0.1:2:");
    assertThat(run(environment, "--url", "http://127.0.0.1:1", "list")).isEqualTo(1);
    assertThat(said.toString()).contains("no key for http://127.0.0.1:1:");
  }

  /** As in the shell of a caller, who has the variable for put and get. */
  @Test
  void theServiceOfTheEnvironmentIsToldAsTheReasonAndIsLeftForTheDatabase() {
    Map<String, String> environment = Map.of("PIECEMEAL_URL", "http://127.0.0.1:2");
    assertThat(run(environment, "list")).isEqualTo(1);
    assertThat(said.toString())
        .contains("because PIECEMEAL_URL", "--url ''", "unset PIECEMEAL_URL");
    Path none = folder.resolve("none");
    assertThat(run(environment, "list", "--url", "", "--data-dir=" + none)).isEqualTo(1);
    assertThat(said.toString()).contains("there is no database in " + none);
  }

  @Test
  void twoOwnersAreRefused() {
    assertThat(run(Map.of(), "create", "alice", "--owner", "bob")).isEqualTo(2);
    assertThat(said.toString()).contains("'alice'", "'bob'", "once");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"create --expires yesterday", "rotate 0123456789abcdef --overlap yesterday"})
  void anOptionThatIsNoSettingIsNamedAlone(String words) {
    assertThat(run(Map.of(), words.split(" ", -1))).isEqualTo(2);
    assertThat(said.toString())
        .contains(words.replaceFirst(".*(--\\w+).*", "$1: 'yesterday'"))
        .doesNotContain("PIECEMEAL_");
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "revoke 0123456789abcdef", "rotate 0123456789abcdef"})
  void wrongDataDirectoryIsRefusedAndLeftAlone(String words) {
    Path wrong = folder.resolve("wrong");
    assertThat(run(Map.of(), (words + " --data-dir=" + wrong).split(" ", -1))).isEqualTo(1);
    assertThat(said.toString()).contains("there is no database in " + wrong, "PIECEMEAL_DATA_DIR");
    assertThat(wrong).doesNotExist();
  }
}
