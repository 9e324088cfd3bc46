package io.piecemeal.faults.history;

import io.piecemeal.embedded.postgres.EmbeddedPostgres;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.faults.subject.Target;
import io.piecemeal.harness.proc.FreePort;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Services that share one database, and one data directory or object store. */
public record Nodes(EmbeddedPostgres database, Path data, List<Target> targets) {

  /** Copies the list. */
  public Nodes {
    targets = List.copyOf(targets);
  }

  /** Starts a database of ours and some services on it. */
  public static Nodes start(WorkFolder folder, Build build, int count)
      throws IOException, InterruptedException {
    EmbeddedPostgres database =
        folder.own(
            EmbeddedPostgres.startOnLoopback(folder.path().resolve("postgres"), FreePort::find));
    Nodes none = new Nodes(database, folder.newFolder("data"), List.of());
    List<Target> targets = new ArrayList<>();
    for (int node = 1; node <= count; node++) {
      targets.add(none.startAnother(folder, build, "node-" + node, Map.of()));
    }
    return new Nodes(database, none.data(), targets);
  }

  /** Starts another service, in another environment and with other settings. */
  public Target startAnother(
      WorkFolder folder,
      Build build,
      String name,
      Map<String, String> environment,
      String... settings)
      throws IOException, InterruptedException {
    String[] all =
        Stream.concat(Stream.of(settings), Stream.of("--database-url", database.jdbcUrl()))
            .toArray(String[]::new);
    ProcessBuilder command = onDatabase(build.on(dataOf(folder, build, name), all), database);
    command.environment().putAll(environment);
    return Target.start(folder, name, command);
  }

  /** Starts a service that reaches the database by another URL. */
  public Target startDetoured(WorkFolder folder, Build build, String name, String url)
      throws IOException, InterruptedException {
    return Target.start(folder, name, onDatabase(build.on(data, "--database-url", url), database));
  }

  /** Nodes that have an object store share no disk. */
  private Path dataOf(WorkFolder folder, Build build, String name) throws IOException {
    return build.store().isPresent() ? folder.newFolder(name) : data;
  }

  /** The start of a service that knows the database's user and password. */
  public static ProcessBuilder onDatabase(ProcessBuilder command, EmbeddedPostgres database) {
    command
        .environment()
        .putAll(
            Map.of(
                "PIECEMEAL_DATABASE_USER", database.user(),
                "PIECEMEAL_DATABASE_PASSWORD", database.password()));
    return command;
  }

  /** Ends one of the services' connections, whatever it does just now. */
  public void cutOneConnection() throws IOException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE usename = CURRENT_USER AND pid <> pg_backend_pid()"
              + " ORDER BY state = 'active' DESC, random() LIMIT 1");
    } catch (SQLException failure) {
      throw new IOException("no connection could be cut", failure);
    }
  }

  /** A connection of ours, beside the services. */
  public static Connection connect(EmbeddedPostgres database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }
}
