package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.testkit.Samples;
import io.piecemeal.testkit.StagingContract;
import io.piecemeal.testkit.StoreFixture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DiskStagingTest extends StagingContract {

  @TempDir private Path directory;

  @Override
  protected StoreFixture emptyStore() {
    return new DiskFixture(directory);
  }

  /** What a refusal or a replay saves: a record's sync, or those of a file and its folder. */
  @ParameterizedTest
  @CsvSource({"16384,1", "600000,2"})
  void onlyWhatIsKeptIsSynced(int length, int syncs) throws IOException {
    FaultySyncing syncing = new FaultySyncing();
    DiskChunkStore store = DiskFixture.on(directory.resolve("store"), syncing);
    keep(store, length);

    syncing.forget();
    try (StagedObject staged = staged(store, length)) {
      staged.open(new ByteRange(ByteCount.ZERO, Samples.bytes(length))).close();
    }
    assertThat(syncing.attempts()).isZero();

    keep(store, length);
    assertThat(syncing.attempts()).isEqualTo(syncs);
    store.close();
  }

  private static void keep(DiskChunkStore store, int length) throws IOException {
    try (StagedObject staged = staged(store, length)) {
      staged.keep();
    }
  }

  private static StagedObject staged(DiskChunkStore store, int length) throws IOException {
    StagedObject staged = store.begin(Samples.SHARD, Samples.bytes(length));
    staged.sink().write(new byte[length]);
    return staged;
  }
}
