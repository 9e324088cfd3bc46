package com.example.piecemeal.sqlite;

import io.piecemeal.domain.storage.ByteCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Stores in a folder of their own, to be closed after a test. */
final class Stores implements AutoCloseable {

  private final Path folder;
  private final Deque<AutoCloseable> open = new ConcurrentLinkedDeque<>();

  Stores() {
    try {
      folder = Files.createTempDirectory("sqlite-store");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path database() {
    return folder.resolve("objects.db");
  }

  SqliteChunkStore store() {
    return store(ByteCount.ZERO, InstantSource.system());
  }

  SqliteChunkStore store(ByteCount reserve, InstantSource clock) {
    SqliteChunkStore store = new SqliteChunkStore(database(), reserve, clock);
    open.push(store);
    return store;
  }

  SqliteChunkStore full() {
    return store(new ByteCount(Long.MAX_VALUE), InstantSource.system());
  }

  /** After a sync that failed. */
  SqliteChunkStore readOnly() {
    SqliteChunkStore store = store();
    store
        .writer()
        .noteFailure(new SQLiteException("sync failed", SQLiteErrorCode.SQLITE_IOERR_FSYNC));
    return store;
  }

  /** Another connection, to what is there already. */
  Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
    open.push(connection);
    return connection;
  }

  List<String> rows() {
    if (!Files.exists(database())) {
      return List.of();
    }
    List<String> rows = new ArrayList<>();
    String sql =
        """
        SELECT 'object ' || key FROM object
        UNION ALL SELECT 'block ' || object || ' ' || start FROM block\
        """;
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
