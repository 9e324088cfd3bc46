package com.example.piecemeal.sqlite;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.application.port.out.StoreProvider;
import io.piecemeal.domain.storage.ByteCount;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;

/** Opens a database by {@code sqlite:/path/to/chunks.db}. */
public final class SqliteStoreProvider implements StoreProvider {

  private static final System.Logger LOG = System.getLogger(SqliteStoreProvider.class.getName());

  @Override
  public String scheme() {
    return "sqlite";
  }

  @Override
  public Place open(String address, ByteCount minFree) {
    Path database = Path.of(address.substring("sqlite:".length()));
    if (!database.isAbsolute() || !isFile(database)) {
      throw new IllegalArgumentException(
          "it has to be like sqlite:/path/to/chunks.db, in a folder that is there");
    }
    SqliteChunkStore store = new SqliteChunkStore(database, minFree, InstantSource.system());
    return new SqlitePlace(store, new SqliteStoreMark(database));
  }

  private static boolean isFile(Path database) {
    Path folder = database.getParent();
    return folder != null && Files.isDirectory(folder) && !Files.isDirectory(database);
  }

  private record SqlitePlace(SqliteChunkStore store, StoreMark mark) implements Place {

    @Override
    public ChunkStore chunks() {
      return store;
    }

    @Override
    public StoreHealth health() {
      return store;
    }

    @Override
    public ObjectInventory inventory() {
      return store;
    }

    @Override
    public void close() {
      try {
        store.close();
      } catch (SQLException e) {
        LOG.log(Level.WARNING, "the database was not closed; what was kept is there", e);
      }
    }
  }
}
