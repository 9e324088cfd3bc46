package io.piecemeal.testkit;

import io.piecemeal.application.port.out.StoreHealth;
import org.jspecify.annotations.Nullable;

final class InMemoryStoreHealthTest extends StoreHealthContract {

  @Override
  protected StoreHealth healthy() {
    return new InMemoryChunkStore();
  }

  @Override
  protected @Nullable StoreHealth full() {
    return null;
  }

  @Override
  protected @Nullable StoreHealth readOnly() {
    return null;
  }
}
