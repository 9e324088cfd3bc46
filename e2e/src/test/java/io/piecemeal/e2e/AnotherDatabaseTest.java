package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.bootstrap.settings.StartupException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service whose settings name files and a database that do not belong together. */
class AnotherDatabaseTest {

  private final Path data = TestService.newDataDirectory();

  private List<String> options(Sql database) {
    return List.of("--port=0", "--data-dir=" + data, "--database-url=" + database.jdbcUrl());
  }

  private InProcessService start(Sql database) {
    return InProcessService.start(options(database), database.environment(TestService.KEYS));
  }

  private CommandProcess.Result gc(Sql database, String what) throws Exception {
    return new CommandProcess(
            List.of("gc", what, "--data-dir=" + data, "--database-url=" + database.jdbcUrl()),
            database.environment(TestService.KEYS))
        .run();
  }

  @Test
  void anEmptyDatabaseBesideFilesOfAnotherStartsOnlyWhenTheseAreGivenUp() throws Exception {
    Sql right = Sql.newDatabase();
    String id;
    try (InProcessService service = start(right)) {
      id = new Caller(service.port(), TestService.ALICE).openWith(Bytes.utf8("kept"));
      service.bean(WatchHighWater.class).advance();
    }
    Sql wrong = Sql.newDatabase();
    assertThatThrownBy(() -> start(wrong))
        .isInstanceOf(StartupException.class)
        .hasMessageContainingAll("PIECEMEAL_DATABASE_URL", "PIECEMEAL_DATA_DIR", "gc release");
    assertThat(wrong.number("SELECT count(*) FROM api_key")).isZero();

    try (InProcessService service = start(right)) {
      assertThat(new Caller(service.port(), TestService.ALICE).bytes(id))
          .asString()
          .isEqualTo("kept");
    }
    assertThat(gc(wrong, "release").exitCode()).isZero();
    try (InProcessService service = start(wrong)) {
      new Caller(service.port(), TestService.ALICE).find(id).is(404);
    }
  }

  @Test
  void aHoldBeforeTheFirstFileIsNoOtherDatabase() throws Exception {
    Sql database = Sql.newDatabase();
    start(database).close();
    CommandProcess.Result held = gc(database, "hold");
    assertThat(held.exitCode()).as("%s", held).isZero();
    assertThat(gc(database, "status").output()).contains("held");

    start(database).close();
  }

  @Test
  void aCommandThatCouldNotBeWrittenDownDoesNothing() throws Exception {
    Sql database = Sql.newDatabase();
    start(database).close();
    Map<String, String> environment = new HashMap<>(database.environment(""));
    environment.remove("PIECEMEAL_API_KEYS");
    environment.put("PIECEMEAL_AUDIT_LOG", data.resolve("none/audit.jsonl").toString());
    CommandProcess.Result refused =
        new CommandProcess(
                List.of(
                    "keys",
                    "create",
                    "alice",
                    "--data-dir=" + data,
                    "--database-url=" + database.jdbcUrl()),
                environment)
            .run();
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors()).contains("PIECEMEAL_AUDIT_LOG", "there is no folder");
    assertThat(database.number("SELECT count(*) FROM api_key")).isZero();
  }
}
