package com.example.piecemeal.sqlite;

import io.piecemeal.application.port.out.StoreProvider;
import io.piecemeal.testkit.StoreProviderContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoreProviderTest extends StoreProviderContract {

  @TempDir private Path folder;

  @Override
  protected Class<? extends StoreProvider> provider() {
    return SqliteStoreProvider.class;
  }

  @Override
  protected String address() {
    return "sqlite:" + folder.resolve("chunks.db");
  }

  @Override
  protected String unfitAddress() {
    return "sqlite:" + folder.resolve("gone").resolve("chunks.db");
  }
}
