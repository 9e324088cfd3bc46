package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.harness.proc.FreePort;
import io.piecemeal.testkit.Race;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Behind PgBouncer in transaction mode, as Debian gives it (1.18): the next transaction of a
 * connection runs on another one, which knows no statement that was prepared before.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PgBouncerTest {

  private static final Path PGBOUNCER = Path.of("/usr/sbin/pgbouncer");
  private static final Duration SOON = Duration.ofSeconds(60);

  /** More than connections to the server, and each often enough to have statements prepared. */
  private static final int LANES = 12;

  private static final int CHUNKS = 15;

  private final Sql database = Sql.newDatabase();
  private Process pgbouncer;
  private int port;

  @BeforeAll
  void startThePooler() throws Exception {
    assumeTrue(Files.isExecutable(PGBOUNCER), "PgBouncer is not installed: skipped");
    port = FreePort.find();
    pgbouncer = start();
    Await.until("PgBouncer listens", SOON, () -> Ports.listens(port));
  }

  @AfterAll
  void stopThePooler() throws Exception {
    if (pgbouncer != null) {
      pgbouncer.destroy();
      assertThat(pgbouncer.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void theServiceNoticesItByItselfAndNoRequestFails() {
    List<String> options =
        List.of(
            "--port=0",
            "--data-dir=" + TestService.newDataDirectory(),
            "--database-url=jdbc:postgresql://127.0.0.1:%d/any".formatted(port));
    try (InProcessService service =
        InProcessService.start(options, database.environment(TestService.KEYS))) {
      Caller alice = new Caller(service.port(), TestService.ALICE);
      List<String> contents = Race.run(LANES, lane -> uploaded(alice, lane));
      for (int lane = 0; lane < LANES; lane++) {
        assertThat(contents.get(lane)).isEqualTo(expected(lane));
      }
      assertThat(alice.get("/files").is(200).data()).hasSize(LANES);
    }
  }

  private static String uploaded(Caller alice, int lane) {
    String id = alice.open();
    long size = 0;
    for (int i = 0; i < CHUNKS; i++) {
      byte[] chunk = chunk(lane, i);
      alice.append(id, chunk, "offset", size).is(200);
      alice.append(id, chunk, "offset", size).is(200).has("replayed", true);
      size += chunk.length;
      alice.find(id).is(200).has("size", size);
    }
    alice.post("/uploads/" + id + "/complete", "{}").is(200);
    return new String(alice.bytes(id), StandardCharsets.UTF_8);
  }

  private static byte[] chunk(int lane, int number) {
    return Bytes.utf8("%d %d;".formatted(lane, number).repeat(number % 3 == 0 ? 5_000 : 50));
  }

  private static String expected(int lane) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < CHUNKS; i++) {
      all.append(new String(chunk(lane, i), StandardCharsets.UTF_8));
    }
    return all.toString();
  }

  private Process start() throws IOException {
    // Root's process becomes "nobody", who may not read what is below the build's folder.
    Path folder = Files.createTempDirectory("pgbouncer");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    URI server = URI.create(database.jdbcUrl().substring("jdbc:".length()));
    Path users = folder.resolve("users.txt");
    Files.writeString(users, "\"%s\" \"%s\"%n".formatted(database.user(), database.password()));
    Path settings = folder.resolve("pgbouncer.ini");
    Files.writeString(
        settings,
        """
        [databases]
        any = host=127.0.0.1 port=%d dbname=%s connect_query='SET search_path TO %s'
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = scram-sha-256
        auth_file = %s
        pool_mode = transaction
        default_pool_size = 3
        ignore_startup_parameters = extra_float_digits
        """
            .formatted(
                server.getPort(),
                server.getPath().substring(1),
                server.getQuery().substring("currentSchema=".length()),
                port,
                users));
    List<String> command = new ArrayList<>(List.of(PGBOUNCER.toString()));
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("-u", "nobody"));
    }
    command.add(settings.toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("pgbouncer.out").toFile())
        .start();
  }
}
