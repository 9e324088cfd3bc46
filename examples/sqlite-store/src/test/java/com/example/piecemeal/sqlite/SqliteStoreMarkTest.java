package com.example.piecemeal.sqlite;

import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.testkit.StoreMarkContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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

  @Override
  protected Optional<StoreMark> reopened() {
    return Optional.of(newMark());
  }

  @Override
  protected Optional<StoreMark> damaged() throws IOException {
    Files.writeString(database(), "seven\n".repeat(1000));
    return Optional.of(newMark());
  }

  @Override
  protected Optional<StoreMark> unreachable() {
    return Optional.of(new SqliteStoreMark(folder.resolve("gone").resolve("marks.db")));
  }

  private Path database() {
    return folder.resolve("marks.db");
  }
}
