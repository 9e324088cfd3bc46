package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.testkit.ChunkStoreContract;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.io.TempDir;

final class DiskChunkStoreTest extends ChunkStoreContract {

  @TempDir private Path directory;

  @Override
  protected ChunkStore newStore() {
    return fixture().node();
  }

  @Override
  protected ChunkStore secondNode() {
    return fixture().node();
  }

  @Override
  protected List<String> leftovers() throws IOException {
    return fixture().leftovers();
  }

  @Override
  protected ChunkStore full() {
    return fixture().full();
  }

  @Override
  protected ChunkStore readOnly() {
    return fixture().readOnly();
  }

  private DiskFixture fixture() {
    return new DiskFixture(directory.resolve("store"));
  }

  @Override
  protected Optional<SilentStore> silentStore() {
    CountDownLatch silence = new CountDownLatch(1);
    Path root = directory.resolve("silent");
    new DiskChunkStore(root, ByteCount.ZERO).close();
    DiskChunkStore store =
        new DiskChunkStore(
            root,
            new SilentSyncing(silence),
            new FreeSpaceGuard(() -> new ByteCount(1), ByteCount.ZERO),
            new DiskCalls(4, Duration.ofSeconds(2)));
    return Optional.of(new SilentStore(store, silence::countDown));
  }

  /** Says nothing about files. */
  private record SilentSyncing(CountDownLatch silence) implements Syncing {

    @Override
    public void file(FileChannel file) throws IOException {
      try {
        silence.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      file.force(true);
    }

    @Override
    public void directory(Path directory) throws IOException {
      new KernelSyncing().directory(directory);
    }
  }
}
