package io.piecemeal.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.harness.proc.FreePort;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
  void deathIsToldOnceWithItsCodeAndNothingThatWasCommittedIsLost() throws Exception {
    BlockingQueue<Integer> told = new LinkedBlockingQueue<>();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      postgres.onDeath(told::add);
      Sql.asOwner(postgres).execute("INSERT INTO kept VALUES ('before its death')");
      ProcessHandle.of(OtherProcess.serverOf(directory)).orElseThrow().destroyForcibly();
      assertThat(told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(128 + 9);
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      assertThat(count(postgres, "before its death")).isEqualTo("1");
    }
    assertThat(told).isEmpty();
  }

  @Test
  void endThatIsExpectedIsNoDeath() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      postgres.onDeath(_ -> told.add("closed"));
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      postgres.onDeath(_ -> told.add("expected"));
      postgres.expectEnd();
      ProcessHandle.of(OtherProcess.serverOf(directory)).orElseThrow().destroyForcibly();
      assertThat(Waiting.until(() -> !postgres.isAlive(), PATIENCE)).isTrue();
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("postgres-exit")) {
        thread.join();
      }
    }
    assertThat(told).isEmpty();
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
  void serverEndsWithItsKilledParentAndKeepsCommittedRows() throws Exception {
    forgetCommitted();
    long server;
    try (OtherProcess other = OtherProcess.start(directory)) {
      server = other.awaitServer();
      other.kill();
    }
    assertThat(Waiting.until(() -> Postmaster.find(server, data()).isEmpty(), PATIENCE)).isTrue();
    assertThat(directory.resolve("cluster/run")).isEmptyDirectory();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      assertThat(count(postgres, "committed")).isEqualTo("1");
    }
    assertThat(directory.resolve("server.log")).content().doesNotContain("automatic recovery");
  }

  @Test
  void serverThatOutlivedItsParentAndItsWatchdogIsStoppedByTheNextStart() throws Exception {
    forgetCommitted();
    long server;
    try (OtherProcess other = OtherProcess.start(directory)) {
      server = other.awaitServer();
      other.killWithWatchdog(server);
    }
    assertThat(Postmaster.find(server, data())).isPresent();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      assertThat(Postmaster.find(server, data())).isEmpty();
      assertThat(count(postgres, "committed")).isEqualTo("1");
    }
  }

  /** The next start may be there before the watchdog of the last one has done its work. */
  @Test
  void startRightAfterAKillWorksWhoeverStopsTheOldServer() throws Exception {
    forgetCommitted();
    try (OtherProcess other = OtherProcess.start(directory)) {
      other.awaitServer();
      other.kill();
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      assertThat(count(postgres, "committed")).isEqualTo("1");
    }
  }

  @Test
  void nothingRunsOnAfterClose() {
    EmbeddedPostgres.start(directory).close();
    assertThat(ProcessHandle.current().children())
        .noneMatch(child -> child.info().commandLine().orElse("").contains(directory.toString()));
  }

  private static void forgetCommitted() throws SQLException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      Sql.asOwner(postgres).execute("DELETE FROM kept WHERE word = 'committed'");
    }
  }

  @Test
  void promisedSettingWinsOverWhatIsConfigured() throws Exception {
    Path settings = data().resolve("postgresql.auto.conf");
    String original = Files.readString(settings);
    Files.writeString(settings, "fsync = off\nlisten_addresses = '*'\n");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      assertThat(Sql.asOwner(postgres).query("SHOW fsync")).isEqualTo("on");
      assertThat(Sql.asOwner(postgres).query("SHOW listen_addresses")).isEmpty();
    }
    Files.writeString(settings, original);
  }

  @Test
  void pathTooLongForASocketGetsAShortFolder(@TempDir Path folder) throws Exception {
    Path deep = folder.resolve("x".repeat(100));
    Path sockets;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(deep)) {
      assertThat(Sql.asOwner(postgres).query("SELECT 1")).isEqualTo("1");
      RunningPostgres found = RunningPostgres.find(deep).orElseThrow();
      assertThat(found.jdbcUrl()).isEqualTo(postgres.jdbcUrl());
      sockets = PidFile.of(deep.resolve("cluster/data")).socketFolder();
      assertThat(Files.getPosixFilePermissions(sockets))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
    assertThat(sockets).doesNotExist();
    try (OtherProcess other = OtherProcess.start(deep)) {
      other.awaitServer();
      Path next = PidFile.of(deep.resolve("cluster/data")).socketFolder();
      other.kill();
      assertThat(Waiting.until(() -> !Files.exists(next), PATIENCE)).isTrue();
    }
  }

  @Test
  void onLoopbackTheServerIsReachedByAPortAsWell() throws SQLException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.startOnLoopback(directory, FreePort::find)) {
      assertThat(postgres.jdbcUrl()).matches("jdbc:postgresql://127\\.0\\.0\\.1:[0-9]+/piecemeal");
      assertThat(Sql.asOwner(postgres).query("SELECT 1")).isEqualTo("1");
      assertThat(RunningPostgres.find(directory).orElseThrow().jdbcUrl())
          .isEqualTo(postgres.jdbcUrl());
      Sql superuser = new Sql(postgres.jdbcUrl(), "postgres", postgres.password());
      assertThatThrownBy(() -> superuser.query("SELECT 1"))
          .hasMessageContaining("no pg_hba.conf entry");
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
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        SocketFolder sockets = SocketFolder.prepare(cluster, runAs.account())) {
      int free = FreePort.find();
      Iterator<Integer> ports = List.of(taken.getLocalPort(), free).iterator();
      Listening listening = Listening.onLoopbackToo(ports::next);
      ServerProcess server =
          new ServerStart(opened, binaries, runAs, cluster, sockets, listening, PATIENCE).run();
      assertThat(server.isAlive()).isTrue();
      assertThat(server.jdbcUrl()).isEqualTo(Cluster.jdbcUrl(free));
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
