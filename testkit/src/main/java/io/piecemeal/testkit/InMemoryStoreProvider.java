package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.application.port.out.StoreProvider;
import io.piecemeal.domain.storage.ByteCount;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Places in the memory of this process, by their names: {@code memory:name}. */
public final class InMemoryStoreProvider implements StoreProvider {

  private static final Map<String, Memory> PLACES = new ConcurrentHashMap<>();

  /** Found by its name in {@code META-INF/services}. */
  public InMemoryStoreProvider() {}

  @Override
  public String scheme() {
    return "memory";
  }

  @Override
  public Place open(String address, ByteCount minFree) {
    if (address.contains("/")) {
      throw new IllegalArgumentException("it has to be like memory:name");
    }
    return PLACES.computeIfAbsent(
        address, name -> new Memory(new InMemoryChunkStore(), new InMemoryStoreMark()));
  }

  private record Memory(InMemoryChunkStore store, StoreMark mark) implements Place {

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
    public void close() {}
  }
}
