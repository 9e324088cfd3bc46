package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ChunkStore;
import org.junit.jupiter.api.BeforeEach;

/** A suite of tests that each start with an empty store. */
abstract class StoreSuite implements StoreContract {

  private StoreFixture fixture;
  private ChunkStore store;

  /** An empty store; called before each test. */
  protected abstract StoreFixture emptyStore();

  @BeforeEach
  final void startWithAnEmptyStore() {
    fixture = emptyStore();
    store = fixture.store();
  }

  @Override
  public final StoreFixture fixture() {
    return fixture;
  }

  @Override
  public final ChunkStore store() {
    return store;
  }
}
