package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.NamedObjects;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StoreName;
import io.piecemeal.domain.storage.StoreWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

final class InMemoryNamedObjectsTest extends NamedObjectsContract {

  private static final StoreWriter WRITER = new StoreWriter(1, 1);

  @Override
  protected Fixture emptyStore() {
    InMemoryChunkStore store = new InMemoryChunkStore();
    InMemoryNamedObjects named = new InMemoryNamedObjects(store);
    Map<StoreName, List<ObjectKey>> used = new HashMap<>();
    return new Fixture() {
      @Override
      public ChunkStore store() {
        return store;
      }

      @Override
      public NamedObjects named() {
        return named;
      }

      // The store knows no names, so each object gets one when it is looked for.
      @Override
      public Map<StoreName, List<ObjectKey>> used() {
        for (ObjectKey key : store.keys()) {
          StoreName name = new StoreName(WRITER, used.size());
          used.put(name, List.of(key));
          named.put(name, key);
        }
        return used;
      }

      @Override
      public StoreName unused() {
        return new StoreName(WRITER, StoreName.COUNT - 1);
      }
    };
  }
}
