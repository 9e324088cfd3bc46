package com.example.piecemeal.sqlite;

import io.piecemeal.application.port.out.ObjectInventory.Item;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The statements. An object is a row that tells its length, and rows of bytes that are found by
 * where they start. One that is still being written looks the same and is only shorter: nobody else
 * knows its key.
 */
final class ObjectRows {

  static final String OBJECTS =
      """
      CREATE TABLE IF NOT EXISTS object (
        key TEXT PRIMARY KEY,
        length INTEGER NOT NULL CHECK (length >= 0),
        changed INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID\
      """;

  static final String BLOCKS =
      """
      CREATE TABLE IF NOT EXISTS block (
        object TEXT NOT NULL,
        start INTEGER NOT NULL CHECK (start >= 0),
        bytes BLOB NOT NULL,
        PRIMARY KEY (object, start)
      ) STRICT\
      """;

  static final int BLOCK_BYTES = 64 * 1024;

  /** So many blocks are removed in a transaction, since others wait for its end. */
  static final int SLICE = 256;

  /** An object and when it was written to last. */
  record Row(Item item, Instant changed) {}

  private ObjectRows() {}

  /** Adds bytes to the end of an object, or begins it with them; returns its length then. */
  static long append(
      Connection connection, ObjectKey key, boolean first, long start, byte[] bytes, Instant now)
      throws SQLException {
    String sql =
        first
            ? "INSERT INTO object (length, changed, key) VALUES (?, ?, ?)"
            : "UPDATE object SET length = ?, changed = ? WHERE key = ?";
    long length = start + bytes.length;
    if (write(connection, sql, length, ChronoUnit.NANOS.between(Instant.EPOCH, now), key.hex())
        != 1) {
      throw new StorageFailure.Unavailable("object " + key + " was removed while it was written");
    }
    String block = "INSERT INTO block (object, start, bytes) VALUES (?, ?, ?)";
    for (int at = 0; at < bytes.length; at += BLOCK_BYTES) {
      int end = Math.min(bytes.length, at + BLOCK_BYTES);
      write(connection, block, key.hex(), start + at, Arrays.copyOfRange(bytes, at, end));
    }
    return length;
  }

  /** Removes an object, or {@link #SLICE} of its blocks if it has as many; returns how many. */
  static int removeSlice(Connection connection, ObjectKey key) throws SQLException {
    String some = "SELECT rowid FROM block WHERE object = ? LIMIT ?";
    String sql = "DELETE FROM block WHERE rowid IN (" + some + ")";
    int removed = write(connection, sql, key.hex(), SLICE);
    if (removed < SLICE) {
      write(connection, "DELETE FROM object WHERE key = ?", key.hex());
    }
    return removed;
  }

  static OptionalLong length(Connection connection, ObjectKey key) throws SQLException {
    return number(connection, "SELECT length FROM object WHERE key = ?", key.hex());
  }

  /** What the database's file has room for without growing. */
  static long freeBytes(Connection connection) throws SQLException {
    String sql = "SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size";
    return number(connection, sql).orElseThrow();
  }

  /** Bytes of an object from an offset on, as many as are in the same block; none if it is gone. */
  static ByteBuffer bytesAt(Connection connection, ObjectKey key, long offset) throws SQLException {
    String sql =
        """
        SELECT start, bytes FROM block WHERE object = ? AND start <= ?
        ORDER BY start DESC LIMIT 1\
        """;
    try (PreparedStatement statement = prepare(connection, sql, key.hex(), offset);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        return ByteBuffer.allocate(0);
      }
      byte[] bytes = rows.getBytes(2);
      long skip = Math.min(offset - rows.getLong(1), bytes.length);
      return ByteBuffer.wrap(bytes).position((int) skip);
    }
  }

  static List<Row> after(Connection connection, String key, int limit) throws SQLException {
    String sql = "SELECT key, length, changed FROM object WHERE key > ? ORDER BY key LIMIT ?";
    List<Row> found = new ArrayList<>();
    try (PreparedStatement statement = prepare(connection, sql, key, limit);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Item item = new Item(key(rows.getString(1)), new ByteCount(rows.getLong(2)));
        found.add(new Row(item, Instant.EPOCH.plusNanos(rows.getLong(3))));
      }
    }
    return found;
  }

  private static OptionalLong number(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
    }
  }

  private static int write(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values)) {
      return statement.executeUpdate();
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

  private static ObjectKey key(String hex) {
    return new ObjectKey(
        new UUID(
            HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32)));
  }
}
