package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that fails when a test tells it to; else does what the store behind it does. */
public final class FaultyChunkStore implements ChunkStore {

  /** What can fail. */
  public enum Operation {
    /** Before the first byte. */
    WRITE,
    /** After all bytes: the object is written and then removed, as if its sync had failed. */
    SYNC,
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
   * Lets every write fail with {@code NoSpace} in which more bytes than this arrive; with 0 there
   * is no room for anything else either.
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
  public ObjectKey write(Content content) throws IOException {
    mayFail(Operation.WRITE);
    return store.write(
        sink -> {
          content.writeTo(new NarrowSink(sink, room));
          mayFail(Operation.SYNC);
        });
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
      throw new StorageFailure.NoSpace("injected: no room");
    }
    store.requireRoom();
  }

  @Override
  public void probe() {
    mayFail(Operation.PROBE);
    store.probe();
  }

  @Override
  public String toString() {
    return "FaultyChunkStore" + Map.copyOf(faults);
  }
}
