package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.ByteRange;
import io.piecemeal.domain.ObjectKey;
import io.piecemeal.domain.StorageFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Collection;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Chunk bytes that last as long as their process. */
public final class InMemoryChunkStore implements ChunkStore {

  private final ConcurrentMap<ObjectKey, byte[]> objects = new ConcurrentHashMap<>();

  @Override
  public ObjectKey write(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    content.writeTo(bytes);
    ObjectKey key = new ObjectKey(UUID.randomUUID());
    objects.put(key, bytes.toByteArray());
    return key;
  }

  @Override
  public ReadableByteChannel open(ObjectKey key, ByteRange range) {
    byte[] bytes = objects.get(key);
    if (bytes == null || range.end().value() > bytes.length) {
      throw new StorageFailure.Damaged(
          "object %s lacks %s".formatted(key, range), new NoSuchElementException(key.hex()));
    }
    return Channels.newChannel(
        new ByteArrayInputStream(
            bytes,
            Math.toIntExact(range.start().value()),
            Math.toIntExact(range.length().value())));
  }

  @Override
  public void delete(Collection<ObjectKey> keys) {
    keys.forEach(objects::remove);
  }

  @Override
  public void probe() {}

  /** The keys under which there are bytes; for tests that look for objects left behind. */
  public Set<ObjectKey> keys() {
    return Set.copyOf(objects.keySet());
  }

  /** Cuts an object short, as a failing disk might. */
  public void damage(ObjectKey key) {
    objects.computeIfPresent(key, (same, bytes) -> new byte[bytes.length / 2]);
  }
}
