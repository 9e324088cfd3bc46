package com.example.piecemeal.sqlite;

import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.StorageFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/**
 * The mark as the only row of a table. Nodes share the database's file; SQLite lets one of them
 * write at a time.
 */
public final class SqliteStoreMark implements StoreMark {

  private static final int PATIENCE_MILLIS = 10_000;

  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS store_mark (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        mark INTEGER NOT NULL CHECK (mark >= 0)
      ) STRICT""";

  private static final String RAISE =
      """
      INSERT INTO store_mark (id, mark) VALUES (1, ?)
      ON CONFLICT (id) DO UPDATE SET mark = excluded.mark WHERE excluded.mark > mark""";

  private final Path database;
  private final SQLiteConfig config = new SQLiteConfig();

  /**
   * Opens nothing yet.
   *
   * @param database a file, which is made if there is none
   */
  public SqliteStoreMark(Path database) {
    this.database = database;
    config.setBusyTimeout(PATIENCE_MILLIS);
  }

  @Override
  public Optional<HighWaterMark> read() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT mark FROM store_mark")) {
      return rows.next() ? Optional.of(new HighWaterMark(rows.getLong(1))) : Optional.empty();
    } catch (SQLException e) {
      throw failure("not read", e);
    }
  }

  @Override
  public void raise(HighWaterMark mark) {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(RAISE)) {
      statement.setLong(1, mark.value());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw failure("not written", e);
    }
  }

  private Connection connect() throws SQLException {
    Connection connection = config.createConnection("jdbc:sqlite:" + database);
    try (Statement statement = connection.createStatement()) {
      // Also syncs the folder, so that a commit survives a power cut that follows at once.
      statement.execute("PRAGMA synchronous = EXTRA");
      statement.execute(TABLE);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private StorageFailure failure(String what, SQLException cause) {
    String message = "the mark in %s was %s".formatted(database, what);
    return switch (Lane.primary(cause)) {
      case SQLITE_NOTADB, SQLITE_CORRUPT -> new StorageFailure.Damaged(message, cause);
      case SQLITE_FULL -> new StorageFailure.NoSpace(message, cause);
      // A commit whose sync failed may be there nevertheless.
      case SQLITE_IOERR -> new StorageFailure.OutcomeUnknown(message, cause);
      default -> new StorageFailure.Unavailable(message, cause);
    };
  }
}
