package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.application.port.out.ObjectInventory.Cursor;
import io.piecemeal.application.port.out.ObjectInventory.Item;
import io.piecemeal.application.port.out.ObjectInventory.Page;
import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** Chunk bytes that last as long as their process. */
public final class InMemoryChunkStore implements ChunkStore, StoreHealth, ObjectInventory {

  private final ConcurrentNavigableMap<String, Stored> objects = new ConcurrentSkipListMap<>();
  private final InstantSource clock;

  private record Stored(ObjectKey key, ByteBuffer bytes, Instant at) {}

  public InMemoryChunkStore() {
    this(InstantSource.system());
  }

  public InMemoryChunkStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public StagedObject begin(Shard shard, ByteCount limit) {
    return new InMemoryStage(limit, bytes -> keep(shard, bytes));
  }

  private ObjectKey keep(Shard shard, byte[] bytes) {
    ObjectKey key = new ObjectKey(UUID.randomUUID()).in(shard);
    put(key, bytes);
    return key;
  }

  private void put(ObjectKey key, byte[] bytes) {
    objects.put(key.hex(), new Stored(key, ByteBuffer.wrap(bytes), clock.instant()));
  }

  @Override
  public ReadableByteChannel open(ObjectKey key, ByteRange range) {
    Stored stored = objects.get(key.hex());
    if (stored == null || range.end().value() > stored.bytes().capacity()) {
      throw new StorageFailure.Damaged(
          "object %s lacks %s".formatted(key, range), new NoSuchElementException(key.hex()));
    }
    return Channels.newChannel(
        new ByteArrayInputStream(
            stored.bytes().array(),
            Math.toIntExact(range.start().value()),
            Math.toIntExact(range.length().value())));
  }

  @Override
  public void delete(Collection<ObjectKey> keys) {
    keys.forEach(key -> objects.remove(key.hex()));
  }

  @Override
  public void requireRoom() {}

  @Override
  public void probe() {}

  /** The keys under which there are bytes; for tests that look for objects left behind. */
  public Set<ObjectKey> keys() {
    return objects.values().stream().map(Stored::key).collect(Collectors.toUnmodifiableSet());
  }

  /** Cuts an object short, as a failing disk might. */
  public void damage(ObjectKey key) {
    Stored whole = Objects.requireNonNull(objects.get(key.hex()));
    put(key, Arrays.copyOf(whole.bytes().array(), whole.bytes().capacity() / 2));
  }

  @Override
  public Page list(Cursor after, Duration age, int limit) {
    Instant latest = clock.instant().minus(age);
    List<Stored> next =
        objects.tailMap(after.place(), false).values().stream().limit(limit).toList();
    List<Item> old =
        next.stream()
            .filter(stored -> !stored.at().isAfter(latest))
            .map(stored -> new Item(stored.key(), new ByteCount(stored.bytes().capacity())))
            .toList();
    return new Page(
        old,
        next.isEmpty() ? Optional.empty() : Optional.of(new Cursor(next.getLast().key().hex())));
  }
}
