package io.piecemeal.faults.history;

import io.piecemeal.embedded.postgres.EmbeddedPostgres;
import io.piecemeal.faults.target.Build;
import io.piecemeal.faults.target.Target;
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

/** Services that share one database and one data directory. */
public record Nodes(EmbeddedPostgres database, List<Target> targets) {

  /** Copies the list. */
  public Nodes {
    targets = List.copyOf(targets);
  }

  /** Starts a database of ours and some services on it. */
  public static Nodes start(WorkFolder folder, Build build, int count)
      throws IOException, InterruptedException {
    EmbeddedPostgres database =
        folder.own(EmbeddedPostgres.start(folder.path().resolve("postgres")));
    Path data = folder.newFolder("data");
    List<Target> targets = new ArrayList<>();
    for (int node = 1; node <= count; node++) {
      targets.add(startOne(folder, build, data, database, database.jdbcUrl(), "node-" + node));
    }
    return new Nodes(database, targets);
  }

  /** Starts a service on a database of ours, which it reaches by a URL. */
  public static Target startOne(
      WorkFolder folder, Build build, Path data, EmbeddedPostgres database, String url, String name)
      throws IOException, InterruptedException {
    ProcessBuilder command = build.on(data, "--database-url", url);
    command
        .environment()
        .putAll(
            Map.of(
                "PIECEMEAL_DATABASE_USER", database.user(),
                "PIECEMEAL_DATABASE_PASSWORD", database.password()));
    return Target.start(folder, name, command);
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
