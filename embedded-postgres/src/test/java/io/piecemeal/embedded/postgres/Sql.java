package io.piecemeal.embedded.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One connection for each statement. */
final class Sql {

  private final String url;
  private final String user;
  private final String password;

  Sql(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  static Sql asOwner(EmbeddedPostgres postgres) {
    return new Sql(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  void execute(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement executed = connection.createStatement()) {
      executed.execute(statement);
    }
  }

  String query(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement executed = connection.createStatement();
        ResultSet result = executed.executeQuery(query)) {
      result.next();
      return result.getString(1);
    }
  }
}
