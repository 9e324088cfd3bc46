package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.testkit.StoreMarkContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskStoreMarkTest extends StoreMarkContract {

  @TempDir private Path root;

  @Override
  protected StoreMark newMark() {
    return new DiskChunkStore(root, ByteCount.ZERO).mark();
  }

  @Override
  protected StoreMark secondNode() {
    return newMark();
  }

  @Override
  protected Optional<StoreMark> reopened() {
    return Optional.of(newMark());
  }

  @Override
  protected Optional<PowerCut> powerCut() {
    Path disk = root.resolve("disk");
    PowerCutSyncing syncing = new PowerCutSyncing(disk);
    return Optional.of(
        new PowerCut(
            DiskFixture.on(disk, syncing).mark(),
            () -> {
              Path rest = syncing.rest(root.resolve(UUID.randomUUID().toString()));
              return new DiskChunkStore(rest, ByteCount.ZERO).mark();
            }));
  }

  @Override
  protected Optional<StoreMark> damaged() throws IOException {
    Files.writeString(root.resolve("high-water"), "seven\n");
    return Optional.of(newMark());
  }

  @Override
  protected Optional<StoreMark> unreachable() throws IOException {
    return Optional.of(
        new DiskStoreMark(DiskFixture.unreachable(root), new KernelSyncing(), new DiskCalls(2)));
  }

  @Test
  void whatAProcessLeftThatEndedWhileItWroteIsNoHindrance() throws IOException {
    StoreMark mark = newMark();
    Files.writeString(root.resolve("high-water.new"), "1");

    mark.raise(new HighWaterMark(2));

    assertThat(mark.read()).contains(new HighWaterMark(2));
  }
}
