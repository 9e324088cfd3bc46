package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A rehearsed start uses a database and a folder of its own, wherever it is called. */
class RehearsalTest {

  @Test
  void databaseOfTheEnvironmentIsNotTouched() throws Exception {
    Sql production = Sql.newDatabase();
    Map<String, String> environment = new HashMap<>(production.environment(TestService.KEYS));
    environment.put("PIECEMEAL_PORT", Integer.toString(TestService.port()));
    Path folder = TestService.newDataDirectory();

    CommandProcess.Result result = rehearse(environment, "--folder=" + folder);

    assertThat(result.exitCode()).as("%s", result).isZero();
    assertThat(folder.resolve("postgres")).isDirectory();
    assertThat(
            production.number(
                "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE n.nspname = current_schema()"))
        .isZero();
  }

  @Test
  void databaseThatIsNamedIsRefused() throws Exception {
    Path folder = TestService.newDataDirectory();
    CommandProcess.Result result =
        rehearse(Map.of(), "--folder=" + folder, "--database-url=" + TestService.sql().jdbcUrl());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.errors()).hasLineCount(1).contains("--database-url");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void folderThatIsInUseIsRefused() throws Exception {
    Path folder = TestService.newDataDirectory();
    Files.createDirectory(folder.resolve("objects"));
    CommandProcess.Result result = rehearse(Map.of(), "--folder=" + folder);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors()).hasLineCount(1).contains(folder + " is not empty");
    assertThat(folder.resolve("postgres")).doesNotExist();
  }

  private static CommandProcess.Result rehearse(Map<String, String> environment, String... options)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of("rehearse"));
    arguments.addAll(List.of(options));
    return new CommandProcess(arguments, environment).run();
  }
}
