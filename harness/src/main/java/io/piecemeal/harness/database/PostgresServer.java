package io.piecemeal.harness.database;

import io.piecemeal.harness.proc.FreePort;
import io.piecemeal.harness.proc.Programs;
import io.piecemeal.harness.proc.Unprivileged;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The PostgreSQL of the distribution with one database, {@code piecemeal}.
 *
 * @param port of 127.0.0.1
 * @param owner of the database
 */
public record PostgresServer(int port, Login owner) {

  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final Pattern READY = Pattern.compile("database system is ready to accept");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Login SUPERUSER = new Login("postgres", "not-a-secret-either");
  private static final Login OWNER = new Login("piecemeal", "not-a-secret");

  /**
   * The folders of the programs of all servers that are installed, the newest last.
   *
   * @param program what each of them has
   */
  public static List<Path> installed(String program) {
    if (!Files.isDirectory(VERSIONS)) {
      return List.of();
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(programs -> Files.isExecutable(programs.resolve(program)))
          .sorted(Comparator.comparingInt(PostgresServer::version))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static int version(Path programs) {
    return Integer.parseInt(programs.resolveSibling("").getFileName().toString());
  }

  /** What this machine lacks; empty if it has one. */
  public static Optional<String> missing() {
    return installed("initdb").isEmpty()
        ? Optional.of("no PostgreSQL in " + VERSIONS)
        : Optional.empty();
  }

  /** Starts a fresh one; it ends with the folder at the latest. */
  public static PostgresServer start(WorkFolder folder, Unprivileged account)
      throws IOException, InterruptedException {
    Path programs = installed("initdb").getLast();
    account.letThrough(folder.path());
    Path home = folder.newFolder("postgres");
    Path password = Files.writeString(home.resolve("password"), SUPERUSER.password());
    account.give(password);
    String data = home.resolve("data").toString();
    run(
        account,
        home,
        programs.resolve("initdb").toString(),
        "--pgdata=" + data,
        "--encoding=UTF8",
        "--locale=C",
        "--username=" + SUPERUSER.user(),
        "--pwfile=" + password,
        "--auth=scram-sha-256");
    int port = FreePort.find();
    ProcessBuilder server =
        account.command(
            home,
            programs.resolve("postgres").toString(),
            "-D",
            data,
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "port=" + port,
            "-c",
            "unix_socket_directories=");
    folder.start("postgres", server, READY).awaitReady(PATIENCE);
    for (String statement :
        List.of(
            "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(OWNER.user(), OWNER.password()),
            "CREATE DATABASE piecemeal OWNER " + OWNER.user(),
            "ALTER ROLE %s SET statement_timeout = '4s'".formatted(OWNER.user()),
            "ALTER ROLE %s SET lock_timeout = '3s'".formatted(OWNER.user()),
            "ALTER ROLE %s SET idle_in_transaction_session_timeout = '10s'"
                .formatted(OWNER.user()))) {
      run(
          account,
          home,
          programs.resolve("psql").toString(),
          "--host=127.0.0.1",
          "--port=" + port,
          "--username=" + SUPERUSER.user(),
          "--command=" + statement);
    }
    return new PostgresServer(port, OWNER);
  }

  private static void run(Unprivileged account, Path home, String... program)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(account.command(home, program).command());
    String _ =
        Programs.run(home, Map.of("LC_ALL", "C", "PGPASSWORD", SUPERUSER.password()), command);
  }
}
