package com.example.piecemeal.sqlite;

import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.testkit.StoreHealthContract;
import java.util.List;
import java.util.Optional;
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
  protected Optional<StoreHealth> full() {
    return Optional.of(stores.fullStore());
  }

  @Override
  protected Optional<StoreHealth> readOnly() {
    return Optional.of(stores.readOnly());
  }

  @Override
  protected Optional<StoreHealth> notWriting() {
    return broken("BEFORE INSERT ON object BEGIN SELECT RAISE(ABORT, 'takes nothing'); END");
  }

  @Override
  protected Optional<StoreHealth> forgetting() {
    return broken("AFTER INSERT ON block BEGIN DELETE FROM block; END");
  }

  @Override
  protected Optional<StoreHealth> unreachable() {
    return Optional.of(stores.gone());
  }

  private Optional<StoreHealth> broken(String trigger) {
    SqliteChunkStore store = stores.store();
    store.requireRoom();
    stores.execute("CREATE TRIGGER broken " + trigger);
    return Optional.of(store);
  }

  @Override
  protected List<String> leftovers() {
    return stores.leftovers();
  }
}
