package io.piecemeal.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
  static void start() throws IOException {
    Files.setPosixFilePermissions(folder, Modes.of(0711));
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
    "listen_addresses, ''",
    "unix_socket_permissions, 0700",
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
    assertThat(Sql.asOwner(postgres).query("SHOW " + setting)).isEqualTo(value);
  }

  @Test
  void sessionsThatAskForNoTimeZoneGetUtc() {
    // The driver asks for the one of its JVM.
    assertThat(directory.resolve("cluster/data/postgresql.conf"))
        .content()
        .containsPattern("(?mi)^timezone = '?UTC'?");
  }

  @Test
  void databaseSortsByCodePointWhateverLocalesTheMachineHas() throws SQLException {
    assertThat(
            Sql.asOwner(postgres)
                .query(
                    "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = current_database()"))
        .isEqualTo("bC.UTF-8");
  }

  @ParameterizedTest
  @CsvSource({"wrong", "''"})
  void wrongPasswordIsRefused(String password) {
    Sql intruder = new Sql(postgres.jdbcUrl(), postgres.user(), password);
    assertThatThrownBy(() -> intruder.query("SELECT 1"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password");
  }

  @ParameterizedTest
  @CsvSource({
    "postgres, piecemeal",
    "postgres, postgres",
    "piecemeal, postgres",
    "piecemeal, template1",
    "nobody, piecemeal"
  })
  void nobodyElseCanLogInAndNowhereElse(String user, String database) {
    String url = postgres.jdbcUrl().replace("/piecemeal?", "/" + database + "?");
    for (String password : List.of(postgres.password(), "")) {
      assertThatThrownBy(() -> new Sql(url, user, password).query("SELECT 1"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("no pg_hba.conf entry");
    }
  }

  @Test
  void serverListensOnNoPortOfAnyNetwork() throws IOException {
    long pid = OtherProcess.serverOf(directory);
    Set<String> sockets = socketsOf(pid);
    assertThat(sockets).isNotEmpty();
    for (String table : List.of("tcp", "tcp6", "udp", "udp6", "raw")) {
      Path file = Path.of("/proc/" + pid + "/net/" + table);
      if (Files.exists(file)) {
        assertThat(Files.readAllLines(file).stream().skip(1).map(RunningServerTest::inode))
            .as(table)
            .doesNotContainAnyElementsOf(sockets);
      }
    }
  }

  @Test
  void noOtherAccountCanEnterTheFolderOfTheSocket() throws IOException {
    Path run = directory.resolve("cluster/run");
    assertThat(run.resolve(".s.PGSQL.5432")).exists();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run)))
        .isEqualTo("rwx------");
    assertThat(Account.ownerOf(run)).isEqualTo(Account.ownerOf(directory.resolve("cluster")));
  }

  @Test
  void readTimesOut() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                postgres.jdbcUrl() + "&socketTimeout=1", postgres.user(), postgres.password());
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(60)"))
          .isInstanceOf(SQLException.class)
          .hasRootCauseInstanceOf(AsynchronousCloseException.class)
          .satisfies(
              failure -> assertThat(((SQLException) failure).getSQLState()).isEqualTo("08006"));
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void statementIsCancelled() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(60)"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("canceling statement");
      assertThat(statement.execute("SELECT 1")).isTrue();
    }
  }

  @Test
  void longValuesComeAndGoWhole() throws SQLException {
    assertThat(Sql.asOwner(postgres).query("SELECT length('" + "x".repeat(5_000_000) + "')"))
        .isEqualTo("5000000");
    assertThat(Sql.asOwner(postgres).query("SELECT repeat('y', 5000000)")).hasSize(5_000_000);
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

  private static Set<String> socketsOf(long pid) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        Matcher socket =
            Pattern.compile("socket:\\[([0-9]+)]")
                .matcher(Files.readSymbolicLink(descriptor).toString());
        if (socket.matches()) {
          inodes.add(socket.group(1));
        }
      }
    }
    return inodes;
  }

  /** The tenth column of the kernel's tables. */
  private static String inode(String line) {
    return line.strip().split(" +", -1)[9];
  }

  private static long sessionOf(long pid) throws IOException {
    String status = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return Long.parseLong(status.substring(status.lastIndexOf(')') + 2).split(" ", -1)[3]);
  }
}
