package com.example.piecemeal.sqlite;

import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.testkit.StoreHealthContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

final class SqliteStoreHealthTest extends StoreHealthContract {

  private final Stores stores = new Stores();

  @AfterEach
  void close() throws Exception {
    stores.close();
  }

  @Override
  protected StoreHealth healthy() {
    return stores.store();
  }

  @Override
  protected StoreHealth full() {
    return stores.full();
  }

  @Override
  protected StoreHealth readOnly() {
    return stores.readOnly();
  }

  @Override
  protected List<String> leftovers() {
    return stores.rows();
  }
}
