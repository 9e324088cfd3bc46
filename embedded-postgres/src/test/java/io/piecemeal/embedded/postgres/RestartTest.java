package io.piecemeal.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {

  private static final String COUNT = "SELECT count(*) FROM kept";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir static Path directory;

  @BeforeAll
  static void create() throws SQLException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      Sql.asOwner(postgres).execute("CREATE TABLE kept (word text)");
      Sql.asOwner(postgres).execute("INSERT INTO kept VALUES ('first')");
    }
  }

  @Test
  void orderlyRestartKeepsDataAndPassword() throws SQLException {
    String password;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      password = postgres.password();
      Sql.asOwner(postgres).execute("INSERT INTO kept VALUES ('orderly')");
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      assertThat(postgres.password()).isEqualTo(password);
      assertThat(count(postgres, "orderly")).isEqualTo("1");
    }
  }

  @Test
  void closeEndsTheServerAndMayBeCalledAgain() throws IOException {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(directory);
    long server = OtherProcess.serverOf(directory);
    assertThat(postgres.isAlive()).isTrue();
    postgres.close();
    postgres.close();
    assertThat(postgres.isAlive()).isFalse();
    assertThat(ProcessHandle.of(server)).isEmpty();
    assertThat(directory.resolve("server.log")).content().contains("database system is shut down");
  }

  @Test
  void closeDoesNotWaitForClients() throws SQLException {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(directory);
    try (var connection =
        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password())) {
      connection.setAutoCommit(false);
      connection.createStatement().execute("INSERT INTO kept VALUES ('open')");
      postgres.close();
      assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    }
    try (EmbeddedPostgres again = EmbeddedPostgres.start(directory)) {
      assertThat(count(again, "open")).isEqualTo("0");
    }
  }

  @Test
  void serverThatOutlivedItsKilledParentIsStoppedAndKeepsCommittedRows() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      Sql.asOwner(postgres).execute("DELETE FROM kept WHERE word = 'committed'");
    }
    long server;
    try (OtherProcess other = OtherProcess.start(directory)) {
      server = other.awaitServer();
      other.kill();
    }
    assertThat(Postmaster.find(server, data())).isPresent();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      assertThat(Postmaster.find(server, data())).isEmpty();
      assertThat(count(postgres, "committed")).isEqualTo("1");
    }
  }

  @Test
  void killedServerShowsAndItsNextStartRecoversCommittedRows() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      Sql.asOwner(postgres).execute("INSERT INTO kept VALUES ('before the crash')");
      ProcessHandle.of(OtherProcess.serverOf(directory)).orElseThrow().destroyForcibly();
      assertThat(Waiting.until(() -> !postgres.isAlive(), PATIENCE)).isTrue();
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      assertThat(count(postgres, "before the crash")).isEqualTo("1");
    }
    assertThat(directory.resolve("server.log")).content().contains("automatic recovery");
  }

  @Test
  void pidFileThatNamesAForeignProcessHarmsNeitherItNorTheStart() throws Exception {
    Process foreign = new ProcessBuilder("sleep", "600").start();
    try {
      Files.writeString(pidFile(), foreign.pid() + "\n" + directory + "/cluster/data\n1\n5432\n");
      try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
        assertThat(Sql.asOwner(postgres).query("SELECT 1")).isEqualTo("1");
        assertThat(foreign.isAlive()).isTrue();
      }
    } finally {
      foreign.destroyForcibly();
    }
  }

  @Test
  void pidFileThatNamesThisProcessDoesNotHinderTheStart() throws Exception {
    Files.writeString(pidFile(), ProcessHandle.current().pid() + "\n");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      assertThat(postgres.isAlive()).isTrue();
    }
  }

  @Test
  void pidFileWithoutSenseDoesNotHinderTheStart() throws Exception {
    for (String content : List.of("", "\n", "no number\n", "99999999999999\n")) {
      Files.writeString(pidFile(), content);
      try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
        assertThat(postgres.isAlive()).isTrue();
      }
    }
  }

  @Test
  void failedStartQuotesTheLogAndLeavesTheDirectoryFree() throws IOException {
    Path settings = data().resolve("postgresql.auto.conf");
    String original = Files.readString(settings);
    Files.writeString(settings, "no_such_setting = 1\n");
    assertThatThrownBy(() -> EmbeddedPostgres.start(directory))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("unrecognized configuration parameter \"no_such_setting\"")
        .hasMessageContaining("PIECEMEAL_DATABASE_URL");
    Files.writeString(settings, original);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      assertThat(postgres.isAlive()).isTrue();
    }
  }

  @Test
  void portThatWasTakenInBetweenIsReplacedByAnother() throws Exception {
    DatabaseDirectory opened = DatabaseDirectory.open(directory);
    Cluster cluster = new Cluster(opened.cluster());
    Binaries binaries = Binaries.unpackedIn(opened, BinariesArchive.forThisMachine());
    RunAs runAs =
        new RunAsProbe(opened, binaries)
            .firstThatWorks(RunAs.candidates(Account.current(), Account.ownerOf(cluster.data())));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Iterator<Integer> ports = List.of(taken.getLocalPort(), FreePort.find()).iterator();
      ServerProcess server =
          new ServerStart(opened, binaries, runAs, cluster, ports::next, Duration.ofMinutes(10))
              .run();
      assertThat(server.isAlive()).isTrue();
      assertThat(server.port()).isNotEqualTo(taken.getLocalPort());
      server.stop();
    }
    assertThat(directory.resolve("server.log")).content().contains("Address already in use");
  }

  @Test
  void modesThatAVolumeOpenedForAGroupAreClosedAgain() throws IOException {
    Set<PosixFilePermission> wide = PosixFilePermissions.fromString("rwxrwx---");
    Files.setPosixFilePermissions(data(), wide);
    Files.setPosixFilePermissions(directory.resolve("cluster/password"), wide);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      assertThat(postgres.isAlive()).isTrue();
      assertThat(Files.getPosixFilePermissions(directory.resolve("cluster/password")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void dataOfAnotherMajorVersionIsRefusedWithAdvice() throws IOException {
    Path version = data().resolve("PG_VERSION");
    String original = Files.readString(version);
    Files.writeString(version, "17\n");
    assertThatThrownBy(() -> EmbeddedPostgres.start(directory))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("PostgreSQL 17")
        .hasMessageContaining("dump");
    Files.writeString(version, original);
  }

  @Test
  void interruptedThreadStillStartsAndKeepsItsInterrupt() {
    Thread.currentThread().interrupt();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      assertThat(Thread.interrupted()).isTrue();
      assertThat(postgres.isAlive()).isTrue();
    }
  }

  private static Path pidFile() {
    return data().resolve("postmaster.pid");
  }

  private static Path data() {
    return directory.resolve("cluster/data");
  }

  private static String count(EmbeddedPostgres postgres, String word) throws SQLException {
    return Sql.asOwner(postgres).query(COUNT + " WHERE word = '" + word + "'");
  }
}
