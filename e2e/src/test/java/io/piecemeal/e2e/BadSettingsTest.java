package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.harness.proc.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that cannot start says why, in one line, and leaves nothing behind. */
class BadSettingsTest {

  @Test
  void shortKeyIsRefusedWithoutPrintingIt() throws Exception {
    assertThat(refusal(Map.of("PIECEMEAL_API_KEYS", "alice=tooshort")))
        .contains("alice")
        .contains("32")
        .doesNotContain("tooshort");
  }

  @Test
  void badDurationIsRefused() throws Exception {
    assertThat(refusal(Map.of("PIECEMEAL_RETENTION", "soon"))).contains("soon", "24h");
  }

  @Test
  void badPortIsRefused() throws Exception {
    assertThat(refusal(Map.of("PIECEMEAL_PORT", "http"))).contains("http", "PIECEMEAL_PORT");
    assertThat(refusal(Map.of("PIECEMEAL_PORT", "65536"))).contains("65536", "port");
  }

  @Test
  void retentionBeyondTheCapIsRefused() throws Exception {
    assertThat(refusal(Map.of("PIECEMEAL_RETENTION", "8d"))).contains("retention");
  }

  @Test
  void logLevelThatIsNoneIsRefusedWithThoseThatThereAre() throws Exception {
    assertThat(refusal(Map.of("PIECEMEAL_LOG_LEVEL", "LOUD")))
        .contains("PIECEMEAL_LOG_LEVEL", "LOUD", "DEBUG", "WARN");
  }

  @Test
  void misspelledNameIsRefusedWithTheNearest() throws Exception {
    assertThat(refusal(Map.of("PIECEMEAL_RETENTON", "48h"))).contains("PIECEMEAL_RETENTION");
  }

  @Test
  void everyCommandChecksTheSettings() throws Exception {
    Map<String, String> environment = Map.of("PIECEMEAL_RETENTON", "48h");
    for (String command : List.of("keys list", "gc status", "scrub", "mcp")) {
      CommandProcess.Result result =
          new CommandProcess(List.of(command.split(" ", -1)), environment).run();
      assertThat(result.exitCode()).as(command).isEqualTo(1);
      assertThat(result.errors()).hasLineCount(1).contains("PIECEMEAL_RETENTION");
    }
  }

  @Test
  void checkSaysAllThatIsWrongAndStartsNothing(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("piecemeal.yaml"), "max-chnk: 1\nport: 70000\n");
    Map<String, String> environment = Map.of("PIECEMEAL_CONFIG", file.toString());
    CommandProcess.Result result =
        new CommandProcess(
                List.of("config", "check", "--retention=soon", "--data-dir=" + folder + "/data"),
                environment)
            .run();
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors())
        .hasLineCount(3)
        .contains("piecemeal.yaml line 1", "max-chunk?", "piecemeal.yaml line 2", "soon");
    assertThat(folder)
        .isDirectoryContaining(path -> path.equals(file))
        .isDirectoryNotContaining("glob:**data");
    assertThat(refusal(environment)).contains("piecemeal.yaml line 1", "max-chunk?");
  }

  @Test
  void checkNotesWhatThisUserCouldNotUseNow(@TempDir Path folder) throws Exception {
    Path taken = Files.createFile(folder.resolve("file"));
    CommandProcess.Result result =
        new CommandProcess(
                List.of(
                    "config",
                    "check",
                    "--data-dir=" + taken + "/data",
                    "--audit-log=" + folder + "/none/audit.jsonl",
                    "--port=" + TestService.port()),
                Map.of())
            .run();
    assertThat(result.exitCode()).as("%s", result).isZero();
    assertThat(result.output())
        .containsPattern("Note: .*PIECEMEAL_AUDIT_LOG.*: there is no folder " + folder + "/none")
        .containsPattern("Note: .*PIECEMEAL_DATA_DIR.*: " + taken + " is no directory")
        .containsPattern("Note: .*PIECEMEAL_PORT.*: nothing more can listen")
        .contains("The settings are good.");
  }

  @Test
  void goodFileHolds(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("piecemeal.properties"), "max-chunk=1MiB\n");
    Map<String, String> environment =
        Map.of("PIECEMEAL_CONFIG", file.toString(), "PIECEMEAL_API_KEYS", TestService.KEYS);
    CommandProcess.Result checked =
        new CommandProcess(List.of("config", "check"), environment).run();
    assertThat(checked.exitCode()).as("%s", checked).isZero();
    CommandProcess.Result shown = new CommandProcess(List.of("config", "show"), environment).run();
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.output())
        .containsPattern("(?m)^max-chunk +1MiB +\\S+/piecemeal.properties line 1$")
        .containsPattern("(?m)^api-keys +\\*{3} +environment$");
  }

  @Test
  void databaseThatIsNoPostgresIsRefused() throws Exception {
    assertThat(refusal(Map.of("PIECEMEAL_DATABASE_URL", "jdbc:mysql://127.0.0.1/x")))
        .contains("jdbc:postgresql:");
  }

  @Test
  void databaseThatIsAwayForTheWholeTimeIsReported() throws Exception {
    int closed = FreePort.find();
    String url = "jdbc:postgresql://127.0.0.1:%d/piecemeal".formatted(closed);
    assertThat(failure(Map.of("PIECEMEAL_DATABASE_URL", url, "PIECEMEAL_START_TIMEOUT", "0s")))
        .contains("127.0.0.1:" + closed, "PIECEMEAL_START_TIMEOUT");
  }

  @Test
  void forgottenPasswordOfADatabaseIsReportedAtOnce() throws Exception {
    Sql database = Sql.newDatabase();
    assertThat(failure(Map.of("PIECEMEAL_DATABASE_URL", database.jdbcUrl())))
        .contains("password", "PIECEMEAL_DATABASE_URL, _USER, _PASSWORD")
        .doesNotContain("waiting");
  }

  @Test
  void hostOfADatabaseThatHasNoAddressIsNamed() throws Exception {
    String url = "jdbc:postgresql://nowhere.invalid/piecemeal?password=pw-in-the-url";
    assertThat(failure(Map.of("PIECEMEAL_DATABASE_URL", url, "PIECEMEAL_START_TIMEOUT", "0s")))
        .contains("no address for the name nowhere.invalid", "port 5432")
        .doesNotContain("pw-in-the-url");
  }

  @Test
  void rightsThatARoleOfADatabaseLacksAreNamed() throws Exception {
    Sql database = Sql.newDatabase();
    String schema = database.jdbcUrl().split("currentSchema=", -1)[1];
    database.update("REVOKE CREATE ON SCHEMA " + schema + " FROM " + database.user());
    assertThat(failure(database.environment(TestService.KEYS)))
        .contains(
            "PIECEMEAL_DATABASE_USER",
            "permission denied for schema " + schema,
            "GRANT USAGE, CREATE ON SCHEMA " + schema + " TO \"" + database.user() + "\"");
  }

  @Test
  void storesThatCannotBeUsedAreReportedInOneLine() throws Exception {
    Map<String, String> environment =
        new HashMap<>(Sql.newDatabase().environment(TestService.KEYS));
    environment.put("PIECEMEAL_CHUNK_STORE", "s3://bucket/p");
    environment.put("PIECEMEAL_S3_REGION", "us-east-1");
    environment.put("PIECEMEAL_S3_PATH_STYLE", "true");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_CONFIG_FILE", "/dev/null");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    int closed = FreePort.find();
    environment.put("PIECEMEAL_S3_ENDPOINT", "http://127.0.0.1:" + closed);
    assertThat(failure(environment)).contains("set AWS_ACCESS_KEY_ID");
    environment.put("AWS_ACCESS_KEY_ID", "an-id");
    environment.put("AWS_SECRET_ACCESS_KEY", "a-secret");
    // Without this the start waits for a store that cannot be reached.
    environment.put("PIECEMEAL_START_TIMEOUT", "0s");
    assertThat(failure(environment)).contains("127.0.0.1:" + closed, "PIECEMEAL_S3_ENDPOINT");
  }

  @Test
  void portThatIsTakenIsReported() throws Exception {
    Sql database = Sql.newDatabase();
    Map<String, String> environment = new HashMap<>(database.environment(TestService.KEYS));
    environment.put("PIECEMEAL_PORT", Integer.toString(TestService.port()));
    assertThat(refusal(environment)).contains(Integer.toString(TestService.port()));
    assertThat(database.number("select count(*) from pg_tables where tablename = 'files'"))
        .as("tables of a service that cannot be")
        .isZero();
  }

  @Test
  void managementPortThatIsTakenIsReported() throws Exception {
    Sql database = Sql.newDatabase();
    Map<String, String> environment = new HashMap<>(database.environment(TestService.KEYS));
    environment.put("PIECEMEAL_PORT", "0");
    environment.put("PIECEMEAL_MANAGEMENT_PORT", Integer.toString(TestService.port()));
    assertThat(refusal(environment))
        .contains("cannot listen on 127.0.0.1, port " + TestService.port());
  }

  @Test
  void onePortForBothIsRefused() throws Exception {
    Map<String, String> environment =
        Map.of("PIECEMEAL_PORT", "8080", "PIECEMEAL_MANAGEMENT_PORT", "8080");
    assertThat(refusal(environment)).contains("PIECEMEAL_PORT", "PIECEMEAL_MANAGEMENT_PORT");
    assertThat(refusal(Map.of("PIECEMEAL_MANAGEMENT_PORT", "0"))).contains("from 1 to 65535");
  }

  @Test
  void requiredAuditTrailThatCannotBeOpenedIsReported(@TempDir Path folder) throws Exception {
    Map<String, String> environment =
        Map.of(
            "PIECEMEAL_AUDIT_LOG",
            folder + "/none/audit.jsonl",
            "PIECEMEAL_AUDIT_REQUIRED",
            "true");
    assertThat(refusal(environment))
        .contains("PIECEMEAL_AUDIT_LOG", "there is no folder " + folder + "/none");
    CommandProcess.Result checked =
        new CommandProcess(List.of("config", "check"), environment).run();
    assertThat(checked.exitCode()).isEqualTo(1);
    assertThat(checked.errors()).hasLineCount(1).contains("there is no folder " + folder + "/none");
  }

  @Test
  void certificateThatIsNotThereIsReportedWithItsSetting() throws Exception {
    assertThat(refusal(Map.of("PIECEMEAL_TLS_CERT", "/none", "PIECEMEAL_TLS_KEY", "/none")))
        .contains("PIECEMEAL_TLS_CERT): there is no file /none");
  }

  /** Keys may be made before the first start; who meant another directory has to notice. */
  @Test
  void keyInADirectoryWithoutADatabaseIsMadeAndTold() throws Exception {
    Path data = TestService.newDataDirectory().resolve("new");
    List<String> create = List.of("keys", "create", "alice", "--data-dir=" + data);
    CommandProcess.Result made = new CommandProcess(create, Map.of()).run();
    assertThat(made.exitCode()).as("%s", made).isZero();
    assertThat(made.output()).startsWith("pm_");
    assertThat(made.errors()).contains("there is no database in " + data, "PIECEMEAL_DATA_DIR");
    assertThat(CommandProcess.keys(data, "list")).contains("alice");
  }

  /** One that is found after a while, before which a line may say that the service starts. */
  private static String failure(Map<String, String> environment) throws Exception {
    CommandProcess.Result result =
        CommandProcess.serve(TestService.newDataDirectory(), environment).run();
    assertThat(result.exitCode()).as("%s", result).isEqualTo(1);
    assertThat(result.errors().lines().filter(line -> !line.contains(" INFO ")))
        .as("%s", result)
        .hasSize(1);
    return result.errors();
  }

  private static String refusal(Map<String, String> environment) throws Exception {
    CommandProcess.Result result =
        CommandProcess.serve(TestService.newDataDirectory(), environment).run();
    assertThat(result.exitCode()).as("%s", result).isIn(1, 2);
    assertThat(result.output()).isEmpty();
    assertThat(result.errors().lines()).as("%s", result).hasSize(1);
    return result.errors();
  }
}
