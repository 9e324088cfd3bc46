package com.example.piecemeal.sqlite;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Objects as rows of blocks. Blocks are written while they come, each in a transaction of its own,
 * and nothing is synced for them; {@code keep} writes the last ones and syncs the log. What a
 * process left behind that ended before looks like an object that no ledger knows, and is collected
 * as such. Nodes share the database's file, on one machine, since SQLite's log needs shared memory.
 */
public final class SqliteChunkStore
    implements ChunkStore, StoreHealth, ObjectInventory, AutoCloseable {

  private static final int READERS = 4;
  private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

  private final Path database;
  private final ByteCount reserve;
  private final InstantSource clock;
  private final Lane writer;
  private final Lane readers;

  /**
   * Opens nothing yet.
   *
   * @param database a file, which is made if there is none
   * @param reserve begins no object while there is less room than that
   * @param clock tells the age of objects
   */
  public SqliteChunkStore(Path database, ByteCount reserve, InstantSource clock) {
    this.database = database;
    this.reserve = reserve;
    this.clock = clock;
    writer = new Lane(database, "sqlite-writer", 1);
    readers = new Lane(database, "sqlite-reader", READERS);
  }

  @Override
  public StagedObject begin(Shard shard, ByteCount limit) {
    requireWorkingSync();
    requireRoom();
    return new SqliteStagedObject(this, newKey(shard), limit);
  }

  @Override
  public ReadableByteChannel open(ObjectKey key, ByteRange range) {
    long length =
        readers
            .read(c -> ObjectRows.length(c, key))
            .orElseThrow(() -> new StorageFailure.Damaged("there is no object " + key));
    if (range.end().value() > length) {
      throw new StorageFailure.Damaged("object %s has only %d bytes".formatted(key, length));
    }
    return channel(key, range);
  }

  @Override
  public void delete(Collection<ObjectKey> keys) {
    long deadline = Lane.deadline();
    for (ObjectKey key : keys) {
      delete(deadline, key);
    }
  }

  @Override
  public void requireRoom() {
    requireRoom(Lane.deadline());
  }

  @Override
  public void probe() {
    requireWorkingSync();
    long deadline = Lane.deadline();
    requireRoom(deadline);
    if (!writer.call(deadline, this::probe)) {
      throw new StorageFailure.Damaged(database + " gives other bytes than it was given");
    }
  }

  @Override
  public Page list(Cursor after, Duration age, int limit) {
    String key = after.equals(Cursor.START) ? "" : after.place();
    List<ObjectRows.Row> rows = readers.call(Lane.deadline(), c -> ObjectRows.after(c, key, limit));
    Instant now = clock.instant();
    List<Item> old =
        rows.stream()
            .filter(row -> Duration.between(row.changed(), now).compareTo(age) >= 0)
            .map(ObjectRows.Row::item)
            .toList();
    return new Page(
        old,
        rows.size() < limit
            ? Optional.empty()
            : Optional.of(new Cursor(rows.getLast().item().key().hex())));
  }

  /** Lets go of the database. */
  @Override
  public void close() throws SQLException {
    try (writer) {
      readers.close();
    }
  }

  ReadableByteChannel channel(ObjectKey key, ByteRange range) {
    return new BlockChannel(readers, key, range);
  }

  /** Adds bytes to the end of an object, or begins it with them; returns its length then. */
  long append(ObjectKey key, boolean first, long start, byte[] bytes, boolean durable) {
    if (durable && writer.failedSync() != null) {
      throw new StorageFailure.Unavailable("a sync failed before", writer.failedSync());
    }
    Instant now = clock.instant();
    return writer.write(
        Lane.deadline(), durable, c -> ObjectRows.append(c, key, first, start, bytes, now));
  }

  void delete(long deadline, ObjectKey key) {
    int removed;
    do {
      removed = writer.write(deadline, false, c -> ObjectRows.removeSlice(c, key));
    } while (removed == ObjectRows.SLICE);
  }

  /** Where the store's writes fail; for tests that let a sync fail. */
  Lane writer() {
    return writer;
  }

  private boolean probe(Connection connection) throws SQLException {
    ObjectKey key = newKey(new Shard(0));
    Instant now = clock.instant();
    writer.transaction(connection, true, c -> ObjectRows.append(c, key, true, 0, PROBE, now));
    ByteBuffer found = ObjectRows.bytesAt(connection, key, 0);
    writer.transaction(connection, false, c -> ObjectRows.removeSlice(c, key));
    return found.equals(ByteBuffer.wrap(PROBE));
  }

  private void requireWorkingSync() {
    SQLException failed = writer.failedSync();
    if (failed != null) {
      throw new StorageFailure.ReadOnly("a sync of " + database + " failed before", failed);
    }
  }

  private void requireRoom(long deadline) {
    long room = readers.call(deadline, this::room);
    if (room < reserve.value()) {
      throw new StorageFailure.NoSpace(
          "%s has room for %d bytes, and %d are to stay free"
              .formatted(database, room, reserve.value()));
    }
  }

  private long room(Connection connection) throws SQLException {
    try {
      return Files.getFileStore(database).getUsableSpace() + ObjectRows.freeBytes(connection);
    } catch (IOException e) {
      throw new StorageFailure.Unavailable("the room of " + database + " is not known", e);
    }
  }

  private static ObjectKey newKey(Shard shard) {
    return new ObjectKey(UUID.randomUUID()).in(shard);
  }
}
