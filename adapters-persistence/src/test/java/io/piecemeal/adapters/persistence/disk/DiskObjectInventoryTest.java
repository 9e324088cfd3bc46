package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.testkit.InventoryFixture;
import io.piecemeal.testkit.ObjectInventoryContract;
import io.piecemeal.testkit.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

final class DiskObjectInventoryTest extends ObjectInventoryContract {

  @TempDir private Path directory;

  @Override
  protected InventoryFixture emptyStore() {
    return new OnTestClock(directory.resolve("store"));
  }

  /** Has the disk write down another time than its own. */
  private static final class OnTestClock implements InventoryFixture {

    private final Path root;
    private final DiskChunkStore store;
    private final TestClock clock = new TestClock();

    OnTestClock(Path root) {
      this.root = root;
      this.store = new DiskChunkStore(root, ByteCount.ZERO);
    }

    @Override
    public ChunkStore store() {
      return store;
    }

    @Override
    public ObjectInventory inventory() {
      Aging.stamp(root, clock.instant());
      return of(root);
    }

    private ObjectInventory of(Path folder) {
      DiskLayout layout = new DiskLayout(folder);
      return new DiskObjectInventory(
          new ListedFiles(layout), new ListedRecords(layout.segments()), clock);
    }

    @Override
    public void letTimePass(Duration time) {
      Aging.stamp(root, clock.instant());
      clock.advance(time);
    }

    @Override
    public boolean standsStill() {
      return true;
    }

    @Override
    public Optional<Runnable> strangers() {
      return Optional.of(
          () -> {
            try {
              putStrangers();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }

    private void putStrangers() throws IOException {
      Files.writeString(root.resolve("objects/00/README"), "not ours");
      Files.writeString(root.resolve("objects/README"), "not ours");
      // A name that belongs elsewhere, and one of a record.
      Files.writeString(
          root.resolve("objects/00/" + "0".repeat(12) + "7" + "0".repeat(18) + "1"), "");
      Files.writeString(root.resolve("objects/00/" + "0".repeat(12) + "8" + "0".repeat(19)), "");
      Files.createDirectory(root.resolve("objects/00/" + "0".repeat(12) + "7" + "0".repeat(19)));
      Files.createDirectory(root.resolve("segments/foreign"));
      Files.writeString(root.resolve("segments/foreign/0000"), "not ours");
      Files.writeString(root.resolve("segments/README"), "not ours");
    }

    @Override
    public Optional<ObjectInventory> unreadable() {
      try {
        return Optional.of(of(DiskFixture.unreachable(root)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
