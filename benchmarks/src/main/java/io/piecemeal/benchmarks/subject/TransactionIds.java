package io.piecemeal.benchmarks.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;

/**
 * Counts by the transaction ids that PostgreSQL has given out: each transaction that writes takes
 * one. {@code pg_stat_database} lags by up to ten seconds, which is longer than a turn.
 */
public final class TransactionIds implements CommitCounter {

  private final Connection connection;

  private TransactionIds(Connection connection) {
    this.connection = connection;
  }

  /** Connects to the database. */
  public static TransactionIds of(String jdbcUrl, String user, String password) throws IOException {
    try {
      return new TransactionIds(DriverManager.getConnection(jdbcUrl, user, password));
    } catch (SQLException failure) {
      throw new IOException("transactions cannot be counted", failure);
    }
  }

  @Override
  public OptionalLong count() {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")) {
      row.next();
      return OptionalLong.of(row.getLong(1));
    } catch (SQLException failure) {
      throw new UncheckedIOException(new IOException(failure));
    }
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException failure) {
      throw new IOException(failure);
    }
  }
}
