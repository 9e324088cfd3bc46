package io.piecemeal.e2e;

import com.zaxxer.hikari.HikariDataSource;
import io.piecemeal.embedded.postgres.EmbeddedPostgres;
import io.piecemeal.harness.proc.FreePort;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** The database below a service, to be looked at and changed behind its back. */
record Sql(String jdbcUrl, String user, String password) {

  static Sql of(InProcessService service) {
    try {
      HikariDataSource pool = service.bean(DataSource.class).unwrap(HikariDataSource.class);
      return new Sql(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
    } catch (SQLException e) {
      throw new AssertionError("the pool is no Hikari pool", e);
    }
  }

  /** A server on a TCP port, for services that share a database or reach it by a detour. */
  private static final class Holder {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      EmbeddedPostgres server =
          EmbeddedPostgres.startOnLoopback(
              TestService.newDataDirectory().resolve("postgres"), FreePort::find);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      return server;
    }
  }

  /** An empty schema on a server that listens on a TCP port. */
  static Sql newDatabase() {
    EmbeddedPostgres server = Holder.SERVER;
    String schema = "e2e_" + UUID.randomUUID().toString().replace("-", "");
    new Sql(server.jdbcUrl(), server.user(), server.password()).update("CREATE SCHEMA " + schema);
    return new Sql(server.jdbcUrl() + "?currentSchema=" + schema, server.user(), server.password());
  }

  /** The environment of a service that uses this database. */
  Map<String, String> environment(String apiKeys) {
    return Map.of(
        "PIECEMEAL_API_KEYS", apiKeys,
        "PIECEMEAL_DATABASE_URL", jdbcUrl,
        "PIECEMEAL_DATABASE_USER", user,
        "PIECEMEAL_DATABASE_PASSWORD", password);
  }

  /** Runs a statement; gives the number of rows that it changed. */
  int update(String sql, Object... values) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
        PreparedStatement statement = prepare(connection, sql, values)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** The one number that a query gives. */
  long number(String sql, Object... values) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
        PreparedStatement statement = prepare(connection, sql, values);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }
}
