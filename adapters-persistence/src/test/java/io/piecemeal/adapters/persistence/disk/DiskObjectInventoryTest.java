package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.testkit.ObjectInventoryContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

final class DiskObjectInventoryTest extends ObjectInventoryContract {

  @TempDir private Path directory;

  @Override
  protected Fixture emptyStore() {
    Path root = directory.resolve("store");
    DiskChunkStore store = new DiskChunkStore(root, ByteCount.ZERO);
    return new Fixture() {
      @Override
      public ChunkStore store() {
        return store;
      }

      @Override
      public ObjectInventory inventory() {
        return store.inventory();
      }

      @Override
      public void letTimePass(Duration time) {
        Aging.age(root, time);
      }
    };
  }
}
