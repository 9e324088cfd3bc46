package io.piecemeal.testkit;

import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.domain.storage.ObjectKey;
import java.util.List;

final class InMemoryStoreHealthTest extends StoreHealthContract {

  private final InMemoryChunkStore memory = new InMemoryChunkStore();

  @Override
  protected StoreHealth healthy() {
    return memory;
  }

  @Override
  protected List<String> leftovers() {
    return memory.keys().stream().map(ObjectKey::hex).toList();
  }
}
