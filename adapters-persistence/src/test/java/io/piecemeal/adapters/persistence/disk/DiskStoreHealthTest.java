package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.testkit.StoreHealthContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

final class DiskStoreHealthTest extends StoreHealthContract {

  @TempDir private Path directory;

  @Override
  protected StoreHealth healthy() {
    return fixture().node();
  }

  @Override
  protected StoreHealth full() {
    return fixture().full();
  }

  @Override
  protected StoreHealth readOnly() {
    return fixture().readOnly();
  }

  @Override
  protected List<String> leftovers() throws IOException {
    return fixture().leftovers();
  }

  private DiskFixture fixture() {
    return new DiskFixture(directory.resolve("store"));
  }
}
