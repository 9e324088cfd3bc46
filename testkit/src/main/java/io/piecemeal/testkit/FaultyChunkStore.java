package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that fails when a test tells it to; else does what the store behind it does. */
public final class FaultyChunkStore implements ChunkStore, StoreHealth {

  /** What can fail. */
  public enum Operation {
    /** Before the first byte. */
    WRITE,
    /** When a part of another object is appended. */
    APPEND,
    /** When the object is kept. */
    SYNC,
    /** Also of an object that is not kept yet. */
    OPEN,
    DELETE,
    PROBE
  }

  private record Fault(AtomicInteger callsUntil, StorageFailure failure) {}

  private final ChunkStore store;
  private final ConcurrentMap<Operation, Fault> faults = new ConcurrentHashMap<>();
  private volatile long room = Long.MAX_VALUE;

  public FaultyChunkStore(ChunkStore store) {
    this.store = store;
  }

  /** Lets the {@code nth} call from now fail, counted from 1, and no other. */
  public FaultyChunkStore failAt(int nth, Operation operation, StorageFailure failure) {
    faults.put(operation, new Fault(new AtomicInteger(nth), failure));
    return this;
  }

  /**
   * Lets every object fail with {@code NoSpace} that gets more bytes than this; with 0 there is no
   * room for anything else either.
   */
  public FaultyChunkStore withRoomFor(long bytes) {
    room = bytes;
    return this;
  }

  /** Lets everything work again. */
  public void heal() {
    faults.clear();
    room = Long.MAX_VALUE;
  }

  private void mayFail(Operation operation) {
    Fault fault = faults.get(operation);
    if (fault != null && fault.callsUntil().decrementAndGet() == 0) {
      throw fault.failure();
    }
  }

  @Override
  public StagedObject begin(Shard shard, ByteCount limit) {
    mayFail(Operation.WRITE);
    return new Stage(store.begin(shard, limit));
  }

  /** Fails as its store does. */
  private final class Stage implements StagedObject {

    private final StagedObject stage;
    private final OutputStream sink;

    Stage(StagedObject stage) {
      this.stage = stage;
      this.sink = new LimitedSink(stage.sink(), room, FaultyChunkStore::noRoom);
    }

    @Override
    public OutputStream sink() {
      return sink;
    }

    /** Nothing while room is limited, so that all bytes come through the sink. */
    @Override
    public boolean append(ObjectKey key, ByteRange range) {
      mayFail(Operation.APPEND);
      return room == Long.MAX_VALUE && stage.append(key, range);
    }

    @Override
    public ReadableByteChannel open(ByteRange range) {
      mayFail(Operation.OPEN);
      return stage.open(range);
    }

    @Override
    public ObjectKey keep() {
      mayFail(Operation.SYNC);
      return stage.keep();
    }

    @Override
    public void close() {
      stage.close();
    }
  }

  @Override
  public ReadableByteChannel open(ObjectKey key, ByteRange range) {
    mayFail(Operation.OPEN);
    return store.open(key, range);
  }

  @Override
  public void delete(Collection<ObjectKey> keys) {
    mayFail(Operation.DELETE);
    store.delete(keys);
  }

  @Override
  public void requireRoom() {
    if (room == 0) {
      throw noRoom();
    }
  }

  private static StorageFailure noRoom() {
    return new StorageFailure.NoSpace("injected: no room");
  }

  @Override
  public void probe() {
    mayFail(Operation.PROBE);
  }

  @Override
  public String toString() {
    return "FaultyChunkStore" + Map.copyOf(faults);
  }
}
