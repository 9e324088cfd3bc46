package io.piecemeal.testkit;

import io.piecemeal.application.port.out.StoreProvider;
import java.util.UUID;

final class InMemoryStoreProviderTest extends StoreProviderContract {

  private final String address = "memory:" + UUID.randomUUID();

  @Override
  protected Class<? extends StoreProvider> provider() {
    return InMemoryStoreProvider.class;
  }

  @Override
  protected String address() {
    return address;
  }

  @Override
  protected String unfitAddress() {
    return "memory://host/path";
  }
}
