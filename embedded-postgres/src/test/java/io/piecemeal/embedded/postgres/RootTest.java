package io.piecemeal.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only root has these problems, so only root can test the way out of them. */
class RootTest {

  private static final Account ROOT = new Account(0, 0);
  private static final Account SOMEBODY = new Account(4711, 4712);

  @TempDir Path directory;

  @BeforeEach
  void needRoot() throws IOException {
    assumeTrue(Account.current().isRoot());
  }

  @Test
  void rootTakesAnUnprivilegedAccountAndANamespaceAtLast() {
    Account unprivileged = Account.unprivileged().orElseThrow();
    assertThat(RunAs.candidates(ROOT, ROOT))
        .containsExactly(RunAs.switchedTo(unprivileged), RunAs.directly(ROOT).inUserNamespace());
  }

  @Test
  void rootPrefersTheOwnerOfTheDataSoThatItStaysTheirs() {
    assertThat(RunAs.candidates(ROOT, SOMEBODY))
        .startsWith(RunAs.switchedTo(SOMEBODY), RunAs.switchedTo(SOMEBODY).inUserNamespace());
  }

  @Test
  void othersRunTheServerThemselvesOrInANamespaceIfTheyHaveNoName() {
    assertThat(RunAs.candidates(SOMEBODY, SOMEBODY))
        .containsExactly(RunAs.directly(SOMEBODY), RunAs.directly(SOMEBODY).inUserNamespace());
  }

  @Test
  void dataGoesToAnUnprivilegedAccountWhoeverHadItBefore() throws Exception {
    Account unprivileged = Account.unprivileged().orElseThrow();
    try (EmbeddedPostgres postgres = start(RootTest::namespaced)) {
      insert(postgres);
      assertThat(Account.ownerOf(directory.resolve("cluster/data"))).isEqualTo(ROOT);
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      insert(postgres);
      assertThat(Sql.asOwner(postgres).query("SELECT count(*) FROM kept")).isEqualTo("2");
      assertThat(Account.ownerOf(directory.resolve("cluster/data"))).isEqualTo(unprivileged);
    }
  }

  private static List<RunAs> namespaced(Account self, Account owner) {
    return List.of(RunAs.directly(self).inUserNamespace());
  }

  @Test
  void directoryOfAnAccountWithoutNameStaysTheirs() throws Exception {
    FileTree.of(directory).giveTo(SOMEBODY);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      insert(postgres);
      assertThat(Account.ownerOf(directory.resolve("cluster/data"))).isEqualTo(SOMEBODY);
    }
  }

  @Test
  void databaseOfAnotherAccountIsRefusedWithAdvice() throws IOException {
    Files.createFile(directory.resolve("lock"));
    DatabaseDirectory opened = DatabaseDirectory.open(directory);
    assertThatCode(() -> opened.requireUsableBy(ROOT)).doesNotThrowAnyException();
    assertThatThrownBy(() -> opened.requireUsableBy(SOMEBODY))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("belongs to uid 0")
        .hasMessageContaining("chown -R 4711 " + directory);
  }

  @Test
  void leftOverServerOfAnUnprivilegedAccountIsStopped() throws Exception {
    try (OtherProcess other = OtherProcess.start(directory)) {
      long server = other.awaitServer();
      assertThat(Account.ownerOf(Path.of("/proc/" + server)))
          .isEqualTo(Account.unprivileged().orElseThrow());
      other.killWithWatchdog(server);
      try (EmbeddedPostgres postgres = start(RootTest::namespaced)) {
        assertThat(Postmaster.find(server, directory.resolve("cluster/data"))).isEmpty();
        assertThat(Sql.asOwner(postgres).query("SELECT word FROM kept")).isEqualTo("committed");
      }
    }
  }

  @Test
  void serverOfAnUnprivilegedAccountEndsWithItsKilledParent() throws Exception {
    try (OtherProcess other = OtherProcess.start(directory)) {
      long server = other.awaitServer();
      other.kill();
      assertThat(
              Waiting.until(
                  () -> Postmaster.find(server, directory.resolve("cluster/data")).isEmpty(),
                  Duration.ofSeconds(60)))
          .isTrue();
    }
  }

  @Test
  void whenNothingIsPermittedTheErrorNamesEveryTryAndTheWayOut() {
    BiFunction<Account, Account, List<RunAs>> hopeless =
        (self, _) -> List.of(RunAs.directly(self), new RunAs(List.of("no-such-program"), self));
    assertThatThrownBy(() -> start(hopeless))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("uid 0: initdb: error: cannot be run as root")
        .hasMessageContaining("uid 0 by no-such-program")
        .hasMessageContaining("PIECEMEAL_DATABASE_URL");
  }

  @Test
  void serverHasNoRightsOfRoot() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      assertThat(postgres.isAlive()).isTrue();
      Account account = Account.unprivileged().orElseThrow();
      List<ProcessHandle> all =
          ProcessHandle.current()
              .children()
              .flatMap(child -> Stream.concat(Stream.of(child), child.descendants()))
              .filter(process -> isOurs(process, account))
              .toList();
      assertThat(all).hasSizeGreaterThan(2);
      for (ProcessHandle process : all) {
        assertThat(statusOf(process.pid()))
            .contains(
                "Uid: %1$d %1$d %1$d %1$d".formatted(account.uid()),
                "Gid: %1$d %1$d %1$d %1$d".formatted(account.gid()),
                "Groups:",
                "CapInh: 0000000000000000",
                "CapPrm: 0000000000000000",
                "CapEff: 0000000000000000",
                "CapBnd: 0000000000000000",
                "CapAmb: 0000000000000000",
                "NoNewPrivs: 1");
      }
    }
  }

  private static boolean isOurs(ProcessHandle process, Account account) {
    try {
      return Account.ownerOf(Path.of("/proc/" + process.pid())).equals(account);
    } catch (IOException _) {
      // It ended since.
      return false;
    }
  }

  private static List<String> statusOf(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .map(line -> line.replaceAll("\\s+", " ").strip())
        .toList();
  }

  @Test
  void directoryThatTheAccountCannotReachIsRefusedWithAdvice() throws Exception {
    Path closed = Files.createDirectory(directory.resolve("closed"), Modes.OWNER_ONLY_DIRECTORY);
    Path data = closed.resolve("a/data/postgres");
    Account unprivileged = Account.unprivileged().orElseThrow();
    Startup startup =
        new Startup(
            data,
            Duration.ofMinutes(10),
            Listening.onSocketOnly(),
            (_, _) -> List.of(RunAs.switchedTo(unprivileged)));
    assertThatThrownBy(startup::run)
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("uid %d by setpriv".formatted(unprivileged.uid()))
        .hasMessageContaining("may not enter " + directory)
        .hasMessageContaining("under an account that is not root")
        .hasMessageContaining("PIECEMEAL_DATABASE_URL");
    assertThat(data.resolve("cluster")).doesNotExist();
  }

  @Test
  void onlyThatAccountMayPassThroughTheDataDirectory() throws Exception {
    Files.setPosixFilePermissions(directory, Modes.of(0755));
    Path data = Files.createDirectory(directory.resolve("data"), Modes.OWNER_ONLY_DIRECTORY);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data.resolve("postgres"))) {
      insert(postgres);
      for (Path folder : List.of(data, data.resolve("postgres"))) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
            .isEqualTo("rwx--x---");
        assertThat(Account.ownerOf(folder))
            .isEqualTo(new Account(0, Account.unprivileged().orElseThrow().gid()));
      }
    }
  }

  private EmbeddedPostgres start(BiFunction<Account, Account, List<RunAs>> candidates) {
    return new Startup(directory, Duration.ofMinutes(10), Listening.onSocketOnly(), candidates)
        .run();
  }

  private static void insert(EmbeddedPostgres postgres) throws SQLException {
    Sql.asOwner(postgres).execute("CREATE TABLE IF NOT EXISTS kept (word text)");
    Sql.asOwner(postgres).execute("INSERT INTO kept VALUES ('kept')");
  }
}
