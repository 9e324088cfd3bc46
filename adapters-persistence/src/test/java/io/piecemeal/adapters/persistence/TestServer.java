package io.piecemeal.adapters.persistence;

import io.piecemeal.embedded.postgres.EmbeddedPostgres;
import io.piecemeal.harness.proc.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The one place that decides which server tests run against, once for each test JVM:
 *
 * <ol>
 *   <li>the one whose URL the system property {@code piecemeal.test.jdbc-url} gives, to try another
 *       version or another engine;
 *   <li>a container, if there is a Docker socket that can be used;
 *   <li>the embedded PostgreSQL, in {@code target}.
 * </ol>
 */
final class TestServer {

  private static final String URL_PROPERTY = "piecemeal.test.jdbc-url";
  private static final Path DOCKER_SOCKET = Path.of("/var/run/docker.sock");
  private static final String IMAGE = "postgres:18";

  private TestServer() {}

  static TestDatabase running() {
    return Holder.SERVER;
  }

  private static final class Holder {
    static final TestDatabase SERVER = start();
  }

  private static TestDatabase start() {
    String given = System.getProperty(URL_PROPERTY, "");
    if (!given.isEmpty()) {
      return new TestDatabase(
          given,
          System.getProperty("piecemeal.test.jdbc-user", "postgres"),
          System.getProperty("piecemeal.test.jdbc-password", ""));
    }
    return Files.isWritable(DOCKER_SOCKET) ? container() : embedded();
  }

  private static TestDatabase container() {
    // Stopped by Testcontainers when this process has ended.
    PostgreSQLContainer container = new PostgreSQLContainer(IMAGE);
    container.start();
    return new TestDatabase(
        container.getJdbcUrl(), container.getUsername(), container.getPassword());
  }

  private static TestDatabase embedded() {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.startOnLoopback(Path.of("target", "test-postgres"), FreePort::find);
    Runtime.getRuntime().addShutdownHook(new Thread(postgres::close, "stop test-postgres"));
    TestDatabase server =
        new TestDatabase(postgres.jdbcUrl(), postgres.user(), postgres.password());
    dropLeftOvers(server);
    return server;
  }

  /** Earlier runs used the same data directory, which spares most of the time of a start. */
  private static void dropLeftOvers(TestDatabase server) {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      for (String schema : schemas(statement)) {
        statement.execute("DROP SCHEMA %s CASCADE".formatted(schema));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("schemas of earlier runs not dropped", e);
    }
  }

  private static List<String> schemas(Statement statement) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, '%s')"
                .formatted(TestDatabase.SCHEMA_PREFIX))) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  static void execute(TestDatabase database, String sql) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("failed: " + sql, e);
    }
  }

  private static Connection connect(TestDatabase database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }
}
