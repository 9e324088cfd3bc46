package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Owner;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A node of this version beside one of a later version, whose migrations have been run. */
class LaterSchemaTest {

  /** So often that the driver keeps the statements prepared, and the server their plans. */
  private static final int OFTEN = 12;

  private final Sql database = Sql.newDatabase();
  private final Path data = TestService.newDataDirectory();

  @Test
  void runsBeforeAndAfterItsTablesGrow() {
    try (InProcessService running = start()) {
      String id = caller(running).openWith(Bytes.utf8("before,"));
      useEverything(running);

      migrate();
      caller(running).append(id, Bytes.utf8("between,")).is(200);
      useEverything(running);

      try (InProcessService fresh = start()) {
        caller(fresh).append(id, Bytes.utf8("after")).is(200);
        useEverything(fresh);
        assertThat(caller(running).bytes(id)).asString().isEqualTo("before,between,after");
      }
    }
    assertThat(database.number("SELECT count(*) FROM file WHERE later IS NULL")).isPositive();
  }

  private InProcessService start() {
    return InProcessService.start(
        List.of("--port=0", "--data-dir=" + data, "--database-url=" + database.jdbcUrl()),
        database.environment(TestService.KEYS));
  }

  private void migrate() {
    Flyway later =
        Flyway.configure()
            .dataSource(database.jdbcUrl(), database.user(), database.password())
            .locations("classpath:db/migration", "classpath:db/later")
            .load();
    assertThat(later.migrate().migrationsExecuted).isEqualTo(1);
  }

  private static Caller caller(InProcessService node) {
    return new Caller(node.port(), TestService.ALICE);
  }

  private static void useEverything(InProcessService node) {
    Caller alice = caller(node);
    String token =
        node.bean(ManageKeys.class).create(KeyTerms.of(new Owner("alice"))).token().reveal();
    for (int i = 0; i < OFTEN; i++) {
      String id = alice.openWith(Bytes.utf8("one,"), Bytes.patterned(20_000));
      alice.append(id, Bytes.utf8("two"), "offset", 20_004).is(200);
      alice.append(id, Bytes.utf8("two"), "offset", 20_004).is(200).has("replayed", true);
      alice.post("/uploads/" + id + "/rewind", Json.of("to_size", 4, "if_size", 20_007)).is(200);
      alice.post("/uploads/" + id + "/ticket", "{}").is(201);
      alice.post("/uploads/" + id + "/complete", "{}").is(200);
      alice.get("/uploads/" + id + "/chunks").is(200);
      assertThat(alice.bytes(id)).asString().isEqualTo("one,");
      new Caller(node.port(), token).get("/files").is(200);
      alice.delete("/files/" + id).is(204);
    }
  }
}
