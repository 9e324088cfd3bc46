package io.piecemeal.benchmarks.afternoon;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.piecemeal.embedded.postgres.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** One row for each session. */
record SessionRows(DataSource database) {

  static SessionRows connect(EmbeddedPostgres postgres, String synchronousCommit)
      throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(postgres.jdbcUrl());
    config.setUsername(postgres.user());
    config.setPassword(postgres.password());
    config.setConnectionInitSql("SET synchronous_commit = " + synchronousCommit);
    SessionRows rows = new SessionRows(new HikariDataSource(config));
    try (Connection connection = rows.database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE session (id text PRIMARY KEY, filename text NOT NULL, size bigint NOT NULL,"
              + " updated_at timestamptz NOT NULL DEFAULT now())");
    }
    return rows;
  }

  void add(String id, String filename) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "INSERT INTO session (id, filename, size) VALUES (?, ?, 0)")) {
      statement.setString(1, id);
      statement.setString(2, filename);
      statement.executeUpdate();
    }
  }

  void grow(String id, int bytes) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "UPDATE session SET size = size + ?, updated_at = now() WHERE id = ?")) {
      statement.setInt(1, bytes);
      statement.setString(2, id);
      statement.executeUpdate();
    }
  }
}
