package io.piecemeal.adapters.s3.cache;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.testkit.ChunkStoreContract;
import io.piecemeal.testkit.DecoratedStoreFixture;
import io.piecemeal.testkit.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Reads by way of a cache are reads of the store. */
final class CachedReadsTest extends ChunkStoreContract {

  @TempDir private Path directory;
  private int nodes;

  @Override
  protected StoreFixture emptyStore() {
    return new DecoratedStoreFixture(
        store ->
            new CachedReads(
                store,
                ReadCache.in(
                    directory.resolve(Integer.toString(nodes++)), new ByteCount(64 << 20))));
  }
}
