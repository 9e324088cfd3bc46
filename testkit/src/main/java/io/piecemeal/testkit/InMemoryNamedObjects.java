package io.piecemeal.testkit;

import io.piecemeal.application.port.out.NamedObjects;
import io.piecemeal.application.port.out.ObjectInventory.Cursor;
import io.piecemeal.application.port.out.ObjectInventory.Item;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StoreName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Knows under which names a store in memory would have its objects, as it is told. */
public final class InMemoryNamedObjects implements NamedObjects {

  private final InMemoryChunkStore store;
  private final Map<StoreName, Set<ObjectKey>> names = new HashMap<>();
  private final List<String> abandoned = new ArrayList<>();
  private int asked;

  public InMemoryNamedObjects(InMemoryChunkStore store) {
    this.store = store;
  }

  /** Says that an object is under a name. */
  public synchronized void put(StoreName name, ObjectKey key) {
    names.computeIfAbsent(name, _ -> new HashSet<>()).add(key);
  }

  /** How many names were asked for. */
  public synchronized int asked() {
    return asked;
  }

  /** What was abandoned. */
  public synchronized List<String> abandoned() {
    return List.copyOf(abandoned);
  }

  @Override
  public synchronized List<Item> find(StoreName name) {
    asked++;
    Set<ObjectKey> keys = names.getOrDefault(name, Set.of());
    return store.list(Cursor.START, Duration.ZERO, Integer.MAX_VALUE).objects().stream()
        .filter(item -> keys.contains(item.key()))
        .toList();
  }

  @Override
  public synchronized void abandon(StoreName name, String upload) {
    abandoned.add(upload);
  }
}
