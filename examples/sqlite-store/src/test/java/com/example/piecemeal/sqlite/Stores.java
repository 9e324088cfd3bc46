package com.example.piecemeal.sqlite;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.testkit.StoreFixture;
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
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Stores in a folder of their own, to be closed after a test. */
final class Stores implements StoreFixture, AutoCloseable {

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

  @Override
  public SqliteChunkStore store() {
    return store(ByteCount.ZERO, InstantSource.system());
  }

  SqliteChunkStore store(ByteCount reserve, InstantSource clock) {
    SqliteChunkStore store = new SqliteChunkStore(database(), reserve, clock);
    open.push(store);
    return store;
  }

  @Override
  public ChunkStore secondNode() {
    return store();
  }

  @Override
  public Optional<ChunkStore> reopened() {
    while (!open.isEmpty()) {
      close(open.pop());
    }
    return Optional.of(store());
  }

  /** Loses a block in the middle, or the only one. */
  @Override
  public Optional<Consumer<ObjectKey>> damage() {
    String middle =
        """
        DELETE FROM block WHERE object = '%1$s' AND start =
          (SELECT max(start) FROM block WHERE object = '%1$s' AND start <=
            (SELECT length / 2 FROM object WHERE key = '%1$s'))\
        """;
    return Optional.of(key -> execute(middle.formatted(key.hex())));
  }

  @Override
  public Optional<ChunkStore> full() {
    return Optional.of(fullStore());
  }

  SqliteChunkStore fullStore() {
    return store(new ByteCount(Long.MAX_VALUE), InstantSource.system());
  }

  /** After a sync that failed. */
  SqliteChunkStore readOnly() {
    SqliteChunkStore store = store();
    failSync(store);
    return store;
  }

  private static void failSync(SqliteChunkStore store) {
    store
        .writer()
        .noteFailure(new SQLiteException("sync failed", SQLiteErrorCode.SQLITE_IOERR_FSYNC));
  }

  /** A sync that fails is one that the store was told of. */
  @Override
  public Optional<Breakable> failingSync() {
    SqliteChunkStore store = store();
    return Optional.of(new Breakable(store, () -> failSync(store), () -> {}));
  }

  @Override
  public Optional<Breakable> failingRemoval() {
    String trigger =
        "CREATE TRIGGER stays BEFORE DELETE ON block BEGIN SELECT RAISE(ABORT, 'stays'); END";
    return Optional.of(
        new Breakable(store(), () -> execute(trigger), () -> execute("DROP TRIGGER stays")));
  }

  @Override
  public Optional<ChunkStore> unreachable() {
    return Optional.of(gone());
  }

  /** In a folder that is not there. */
  SqliteChunkStore gone() {
    SqliteChunkStore gone =
        new SqliteChunkStore(
            folder.resolve("gone").resolve("objects.db"), ByteCount.ZERO, InstantSource.system());
    open.push(gone);
    return gone;
  }

  /** Another connection begins a transaction and does not end it. */
  @Override
  public Optional<Breakable> silent() throws IOException {
    try {
      SqliteChunkStore store = store();
      store.requireRoom();
      Connection other = connect();
      return Optional.of(
          new Breakable(
              store, () -> execute(other, "BEGIN IMMEDIATE"), () -> execute(other, "ROLLBACK")));
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  void execute(String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database())) {
      execute(connection, sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void execute(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void close(AutoCloseable store) {
    try {
      store.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Another connection, to what is there already. */
  Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
    open.push(connection);
    return connection;
  }

  @Override
  public List<String> leftovers() {
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
