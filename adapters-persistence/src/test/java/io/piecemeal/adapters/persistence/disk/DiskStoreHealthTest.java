package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.ObjectWriting;
import io.piecemeal.testkit.StoreHealthContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class DiskStoreHealthTest extends StoreHealthContract {

  @TempDir private Path directory;

  @Override
  protected StoreHealth healthy() {
    return new DiskChunkStore(directory, ByteCount.ZERO);
  }

  @Override
  protected StoreHealth full() {
    return new DiskChunkStore(directory, new ByteCount(Long.MAX_VALUE));
  }

  @Override
  protected StoreHealth readOnly() {
    new DiskChunkStore(directory, ByteCount.ZERO).close();
    FaultySyncing syncing = new FaultySyncing();
    DiskChunkStore store =
        new DiskChunkStore(
            directory, syncing, new FreeSpaceGuard(() -> new ByteCount(1), ByteCount.ZERO));
    syncing.failForFiles(new IOException("Input/output error"));
    assertThatThrownBy(() -> ObjectWriting.write(store, sink -> sink.write(1)))
        .isInstanceOf(StorageFailure.Unavailable.class);
    syncing.heal();
    return store;
  }
}
