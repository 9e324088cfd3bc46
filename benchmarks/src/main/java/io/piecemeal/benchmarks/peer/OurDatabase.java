package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.subject.Regime;
import io.piecemeal.benchmarks.subject.TransactionIds;
import io.piecemeal.embedded.postgres.RunningPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The database that our running service keeps in its data directory. */
public record OurDatabase(RunningPostgres postgres) {

  /** Finds it. */
  public static OurDatabase of(Path data) throws IOException {
    return new OurDatabase(
        RunningPostgres.find(data.resolve("postgres"))
            .orElseThrow(() -> new IOException("no database runs in " + data)));
  }

  /** Counts what is committed. */
  public TransactionIds transactions() throws IOException {
    return TransactionIds.of(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  /**
   * Runs a statement of ours beside the service.
   *
   * @return the rows that it changed
   */
  public long update(String sql) throws IOException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      return statement.executeLargeUpdate(sql);
    } catch (SQLException failure) {
      throw new IOException(sql, failure);
    }
  }

  /** The number that a query gives. */
  public long number(String sql) throws IOException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException failure) {
      throw new IOException(sql, failure);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  /**
   * Lets commits be awaited, or not. A role's setting wins over the server's command line, which
   * promises durability; it is for new connections, so the pool has to make some.
   */
  void apply(Regime regime) throws IOException {
    if (regime == Regime.TMPFS) {
      update("ALTER ROLE CURRENT_USER SET synchronous_commit = off");
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE usename = CURRENT_USER AND pid <> pg_backend_pid()");
      } catch (SQLException failure) {
        throw new IOException("the regime cannot be set", failure);
      }
    }
  }
}
