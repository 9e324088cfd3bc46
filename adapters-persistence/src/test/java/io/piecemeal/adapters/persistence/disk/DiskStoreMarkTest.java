package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.StoreMarkContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Test
  void aFileWithAnythingElseIsDamageAndIsNotOverwritten() throws IOException {
    StoreMark mark = newMark();
    Files.writeString(root.resolve("high-water"), "seven\n");

    assertThatThrownBy(mark::read).isInstanceOf(StorageFailure.Damaged.class);
    assertThatThrownBy(() -> mark.raise(HighWaterMark.ZERO))
        .isInstanceOf(StorageFailure.Damaged.class);
    assertThat(root.resolve("high-water")).hasContent("seven");
  }

  @Test
  void whatAProcessLeftThatEndedWhileItWroteIsNoHindrance() throws IOException {
    StoreMark mark = newMark();
    Files.writeString(root.resolve("high-water.new"), "1");

    mark.raise(new HighWaterMark(2));

    assertThat(mark.read()).contains(new HighWaterMark(2));
  }
}
