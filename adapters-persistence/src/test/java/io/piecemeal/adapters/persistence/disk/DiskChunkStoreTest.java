package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.testkit.ChunkStoreContract;
import io.piecemeal.testkit.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class DiskChunkStoreTest extends ChunkStoreContract {

  @TempDir private Path directory;

  @Override
  protected StoreFixture emptyStore() {
    return new DiskFixture(directory);
  }
}
