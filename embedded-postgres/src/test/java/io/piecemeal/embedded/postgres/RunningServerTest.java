package io.piecemeal.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunningServerTest {

  @TempDir static Path folder;

  private static Path directory;
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() {
    directory = folder.resolve("a path/with 'spaces' and ümlauts");
    postgres = EmbeddedPostgres.start(directory);
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void ownerUsesTheDatabase() throws SQLException {
    Sql sql = Sql.asOwner(postgres);
    sql.execute("CREATE TABLE words (word text)");
    sql.execute("INSERT INTO words VALUES ('ünïcödé')");
    assertThat(sql.query("SELECT word FROM words")).isEqualTo("ünïcödé");
  }

  @Test
  void serverIsFoundByItsDirectory() {
    RunningPostgres found = RunningPostgres.find(directory).orElseThrow();
    assertThat(found)
        .isEqualTo(new RunningPostgres(postgres.jdbcUrl(), postgres.user(), postgres.password()));
    assertThat(found.toString()).doesNotContain(postgres.password());
  }

  @Test
  void noServerIsFoundWhereNoneRuns() {
    assertThat(RunningPostgres.find(folder)).isEmpty();
    assertThat(RunningPostgres.find(folder.resolve("missing"))).isEmpty();
  }

  @Test
  void ownerIsNoSuperuser() throws SQLException {
    Sql sql = Sql.asOwner(postgres);
    assertThat(sql.query("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
        .isEqualTo("f");
  }

  @ParameterizedTest
  @CsvSource({
    "listen_addresses, 127.0.0.1",
    "unix_socket_directories, ''",
    "fsync, on",
    "synchronous_commit, on",
    "full_page_writes, on",
    "password_encryption, scram-sha-256",
    "data_checksums, on",
    "server_encoding, UTF8",
    "lc_messages, C",
    "log_timezone, UTC",
    "max_connections, 100",
    "shared_buffers, 128MB"
  })
  void settingIsAsPromised(String setting, String value) throws SQLException {
    assertThat(Sql.asSuperuser(postgres).query("SHOW " + setting)).isEqualTo(value);
  }

  @Test
  void sessionsThatAskForNoTimeZoneGetUtc() throws SQLException {
    // The driver asks for the one of its JVM.
    assertThat(
            Sql.asSuperuser(postgres)
                .query("SELECT setting FROM pg_file_settings WHERE lower(name) = 'timezone'"))
        .isEqualTo("UTC");
  }

  @Test
  void promisedSettingWinsOverAlterSystem() throws SQLException {
    Sql sql = Sql.asSuperuser(postgres);
    sql.execute("ALTER SYSTEM SET fsync = off");
    sql.execute("SELECT pg_reload_conf()");
    assertThat(sql.query("SELECT source FROM pg_settings WHERE name = 'fsync'"))
        .isEqualTo("command line");
    sql.execute("ALTER SYSTEM RESET fsync");
  }

  @Test
  void databaseSortsByCodePointWhateverLocalesTheMachineHas() throws SQLException {
    assertThat(
            Sql.asOwner(postgres)
                .query(
                    "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = current_database()"))
        .isEqualTo("bC.UTF-8");
  }

  @Test
  void everyPasswordIsKeptAsScramVerifier() throws SQLException {
    assertThat(
            Sql.asSuperuser(postgres)
                .query(
                    "SELECT count(*) FROM pg_authid WHERE rolcanlogin AND rolpassword NOT LIKE 'SCRAM-SHA-256$%'"))
        .isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({"piecemeal, wrong", "piecemeal, ''", "postgres, wrong", "postgres, ''"})
  void wrongPasswordIsRefused(String user, String password) {
    Sql intruder = new Sql(postgres.jdbcUrl(), user, password);
    assertThatThrownBy(() -> intruder.query("SELECT 1"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password");
  }

  @Test
  void passwordHas256BitsAndIsReadableByItsOwnerOnly() throws IOException {
    Path file = directory.resolve("cluster/password");
    assertThat(postgres.password()).matches("[0-9a-f]{64}");
    assertThat(file).content().isEqualTo(postgres.password() + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void passwordShowsNeitherInDescriptionNorInLogNorInCommandLine() throws IOException {
    assertThat(postgres.toString())
        .contains(postgres.jdbcUrl())
        .doesNotContain(postgres.password());
    assertThat(directory.resolve("server.log")).content().doesNotContain(postgres.password());
    long pid = OtherProcess.serverOf(directory);
    assertThat(Files.readString(Path.of("/proc/" + pid + "/cmdline")))
        .contains("fsync=on")
        .doesNotContain(postgres.password());
  }

  @Test
  void serverInheritsNoSecretsOfOurEnvironment() throws IOException {
    long pid = OtherProcess.serverOf(directory);
    assertThat(Files.readString(Path.of("/proc/" + pid + "/environ")).split("\0", -1))
        .filteredOn(variable -> !variable.isEmpty())
        .allMatch(variable -> variable.matches("(PATH|LC_ALL|TZ|PWD|PG\\w*)=.*"));
  }

  @Test
  void signalsReachTheServerItselfBecauseItIsOurChild() throws IOException {
    assertThat(ProcessHandle.of(OtherProcess.serverOf(directory)).orElseThrow().parent())
        .contains(ProcessHandle.current());
  }

  @Test
  void serverIsOutOfReachOfTheCtrlCOfOurTerminal() throws IOException {
    long pid = OtherProcess.serverOf(directory);
    assertThat(sessionOf(pid))
        .isEqualTo(pid)
        .isNotEqualTo(sessionOf(ProcessHandle.current().pid()));
  }

  @Test
  void secondStartOnTheSameDirectoryIsRefusedInThisProcessAndInOthers() throws IOException {
    assertThatThrownBy(() -> EmbeddedPostgres.start(directory))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("already run by this process")
        .hasMessageContaining("PIECEMEAL_DATABASE_URL");
    try (OtherProcess other = OtherProcess.start(directory)) {
      assertThat(other.awaitOutput())
          .contains(directory.toString())
          .contains("already run by another process");
    }
    assertThat(postgres.isAlive()).isTrue();
  }

  private static long sessionOf(long pid) throws IOException {
    String status = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return Long.parseLong(status.substring(status.lastIndexOf(')') + 2).split(" ", -1)[3]);
  }
}
