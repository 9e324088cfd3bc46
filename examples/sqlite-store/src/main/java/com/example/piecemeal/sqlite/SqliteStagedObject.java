package com.example.piecemeal.sqlite;

import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Objects;

/**
 * Collects a block in memory before it asks the store to write, so that a small object takes one
 * transaction and one that is given up early takes none.
 */
final class SqliteStagedObject implements StagedObject {

  private static final Logger LOG = System.getLogger(SqliteStagedObject.class.getName());
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

  private final SqliteChunkStore store;
  private final ObjectKey key;
  private final ByteCount limit;
  private final Sink sink = new Sink();
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private long stored;
  private boolean hasRows;
  private boolean kept;

  SqliteStagedObject(SqliteChunkStore store, ObjectKey key, ByteCount limit) {
    this.store = store;
    this.key = key;
    this.limit = limit;
  }

  @Override
  public OutputStream sink() {
    return sink;
  }

  @Override
  public ReadableByteChannel open(ByteRange range) {
    if (pending.size() > 0) {
      store(false);
    }
    return store.channel(key, range);
  }

  @Override
  public ObjectKey keep() {
    store(true);
    kept = true;
    return key;
  }

  @Override
  public void close() {
    if (kept || !hasRows) {
      return;
    }
    hasRows = false;
    try {
      store.delete(Lane.deadline(CLOSE_PATIENCE), key);
    } catch (StorageFailure e) {
      LOG.log(Level.WARNING, "object {0} is left to the collection of orphans: {1}", key, e);
    }
  }

  private void store(boolean durable) {
    boolean first = !hasRows;
    // Also if this fails: it may have been done nevertheless.
    hasRows = true;
    stored = store.append(key, first, stored, pending.toByteArray(), durable);
    pending.reset();
  }

  private final class Sink extends OutputStream {

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      Objects.checkFromIndexSize(offset, length, bytes.length);
      if (length > limit.value() - stored - pending.size()) {
        throw new IllegalArgumentException("more than " + limit.value() + " bytes");
      }
      pending.write(bytes, offset, length);
      if (pending.size() >= ObjectRows.BLOCK_BYTES) {
        store(false);
      }
    }
  }
}
