package io.piecemeal.bootstrap.sight;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piecemeal.testkit.ChunkStoreContract;
import io.piecemeal.testkit.DecoratedStoreFixture;
import io.piecemeal.testkit.StoreFixture;

/** Being watched changes nothing. */
final class TimedChunkStoreTest extends ChunkStoreContract {

  @Override
  protected StoreFixture emptyStore() {
    return new DecoratedStoreFixture(new AppendStages(new SimpleMeterRegistry())::watch);
  }
}
