package com.example.piecemeal.sqlite;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.testkit.ChunkStoreContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

final class SqliteChunkStoreTest extends ChunkStoreContract {

  private final Stores stores = new Stores();

  @AfterEach
  void close() throws Exception {
    stores.close();
  }

  @Override
  protected ChunkStore newStore() {
    return stores.store();
  }

  @Override
  protected ChunkStore secondNode() {
    return stores.store();
  }

  @Override
  protected List<String> leftovers() {
    return stores.rows();
  }

  @Override
  protected ChunkStore full() {
    return stores.full();
  }

  @Override
  protected ChunkStore readOnly() {
    return stores.readOnly();
  }

  /** Another connection begins a transaction and does not end it. */
  @Override
  protected Optional<SilentStore> silentStore() {
    SqliteChunkStore store = stores.store();
    store.requireRoom();
    try {
      Connection other = stores.connect();
      try (Statement statement = other.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
      }
      return Optional.of(new SilentStore(store, () -> release(other)));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void release(Connection other) {
    try (Statement statement = other.createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
