package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.ByteCount;
import io.piecemeal.testkit.ChunkStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class DiskChunkStoreTest extends ChunkStoreContract {

  @TempDir private Path directory;

  @Override
  protected ChunkStore newStore() {
    return new DiskChunkStore(directory.resolve("store"), ByteCount.ZERO);
  }
}
