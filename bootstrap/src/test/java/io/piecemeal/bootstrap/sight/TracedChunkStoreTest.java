package io.piecemeal.bootstrap.sight;

import io.piecemeal.telemetry.Traces;
import io.piecemeal.testkit.ChunkStoreContract;
import io.piecemeal.testkit.DecoratedStoreFixture;
import io.piecemeal.testkit.StoreFixture;
import java.net.URI;

/** Being followed changes nothing. */
final class TracedChunkStoreTest extends ChunkStoreContract {

  @Override
  protected StoreFixture emptyStore() {
    // Nobody collects what it says.
    Traces traces = Traces.to(URI.create("http://127.0.0.1:1"), "0", 1);
    return new DecoratedStoreFixture(store -> new TracedChunkStore(store, traces));
  }
}
