package com.example.piecemeal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.StoreMarkContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoreMarkTest extends StoreMarkContract {

  @TempDir private Path folder;

  @Override
  protected StoreMark newMark() {
    return new SqliteStoreMark(database());
  }

  @Override
  protected StoreMark secondNode() {
    return new SqliteStoreMark(database());
  }

  @Test
  void aFileThatIsNoDatabaseIsDamageAndIsNotOverwritten() throws IOException {
    String other = "seven\n".repeat(1000);
    Files.writeString(database(), other);

    assertThatThrownBy(newMark()::read).isInstanceOf(StorageFailure.Damaged.class);
    assertThatThrownBy(() -> newMark().raise(HighWaterMark.ZERO))
        .isInstanceOf(StorageFailure.Damaged.class);
    assertThat(database()).hasContent(other);
  }

  @Test
  void aFolderThatIsGoneMakesItUnavailable() {
    StoreMark mark = new SqliteStoreMark(folder.resolve("gone").resolve("marks.db"));

    assertThatThrownBy(mark::read).isInstanceOf(StorageFailure.Unavailable.class);
  }

  private Path database() {
    return folder.resolve("marks.db");
  }
}
