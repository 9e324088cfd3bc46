package io.piecemeal.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
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
  void rootTriesANamespaceFirstAndThenAnUnprivilegedAccount() throws IOException {
    Account unprivileged = Account.unprivileged().orElseThrow();
    assertThat(RunAs.candidates(ROOT, ROOT))
        .containsExactly(RunAs.directly(ROOT).inUserNamespace(), RunAs.switchedTo(unprivileged));
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
  void whereNamespacesAreForbiddenTheDataGoesToAnUnprivilegedAccountAndBack() throws Exception {
    Account unprivileged = Account.unprivileged().orElseThrow();
    try (EmbeddedPostgres postgres = start((_, _) -> List.of(RunAs.switchedTo(unprivileged)))) {
      insert(postgres);
      assertThat(Account.ownerOf(directory.resolve("cluster/data"))).isEqualTo(unprivileged);
    }
    try (EmbeddedPostgres postgres =
        start((self, _) -> List.of(RunAs.directly(self).inUserNamespace()))) {
      insert(postgres);
      assertThat(Account.ownerOf(directory.resolve("cluster/data"))).isEqualTo(ROOT);
    }
    try (EmbeddedPostgres postgres = start((_, _) -> List.of(RunAs.switchedTo(unprivileged)))) {
      assertThat(Sql.asOwner(postgres).query("SELECT count(*) FROM kept")).isEqualTo("2");
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      assertThat(postgres.isAlive()).isTrue();
      assertThat(Account.ownerOf(directory.resolve("cluster/data"))).isEqualTo(unprivileged);
    }
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
    Account unprivileged = Account.unprivileged().orElseThrow();
    start((_, _) -> List.of(RunAs.switchedTo(unprivileged))).close();
    try (OtherProcess other = OtherProcess.start(directory)) {
      long server = other.awaitServer();
      assertThat(Account.ownerOf(Path.of("/proc/" + server))).isEqualTo(unprivileged);
      other.kill();
      try (EmbeddedPostgres postgres =
          start((self, _) -> List.of(RunAs.directly(self).inUserNamespace()))) {
        assertThat(Postmaster.find(server, directory.resolve("cluster/data"))).isEmpty();
        assertThat(Sql.asOwner(postgres).query("SELECT word FROM kept")).isEqualTo("committed");
      }
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
        .hasMessageContaining("no-such-program")
        .hasMessageContaining("PIECEMEAL_DATABASE_URL");
  }

  @Test
  void serverHasNoRightsOfRoot() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      assertThat(postgres.isAlive()).isTrue();
      long server = OtherProcess.serverOf(directory);
      assertThat(Files.readAllLines(Path.of("/proc/" + server + "/status")))
          .contains("CapEff:\t0000000000000000");
    }
  }

  private EmbeddedPostgres start(BiFunction<Account, Account, List<RunAs>> candidates) {
    return new Startup(directory, Duration.ofMinutes(10), candidates).run();
  }

  private static void insert(EmbeddedPostgres postgres) throws SQLException {
    Sql.asOwner(postgres).execute("CREATE TABLE IF NOT EXISTS kept (word text)");
    Sql.asOwner(postgres).execute("INSERT INTO kept VALUES ('kept')");
  }
}
