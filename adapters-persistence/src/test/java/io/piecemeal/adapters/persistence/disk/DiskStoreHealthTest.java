package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.testkit.StoreHealthContract;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class DiskStoreHealthTest extends StoreHealthContract {

  @TempDir private Path directory;
  private DiskFixture fixture;

  @BeforeEach
  void makeTheFixture() {
    fixture = new DiskFixture(directory);
  }

  @Override
  protected StoreHealth healthy() {
    return fixture.node();
  }

  @Override
  protected Optional<StoreHealth> full() {
    return Optional.of(fixture.fullNode());
  }

  @Override
  protected Optional<StoreHealth> readOnly() {
    return Optional.of(fixture.readOnly());
  }

  @Override
  protected Optional<StoreHealth> notWriting() {
    FaultySyncing syncing = new FaultySyncing();
    DiskChunkStore store = DiskFixture.on(directory.resolve("failing"), syncing);
    syncing.failForFiles(new IOException("Input/output error"));
    return Optional.of(store);
  }

  @Override
  protected Optional<StoreHealth> forgetting() {
    return Optional.of(DiskFixture.on(directory.resolve("forgetting"), new Forgetting()));
  }

  @Override
  protected Optional<StoreHealth> unreachable() throws IOException {
    return Optional.of(fixture.gone());
  }

  @Override
  protected List<String> leftovers() throws IOException {
    return fixture.leftovers();
  }

  /** Loses what is written for a probe, and says that it has it. */
  private static final class Forgetting implements Syncing {

    private boolean begun;

    @Override
    public void file(FileChannel file) throws IOException {
      // The first file says what the folder is.
      if (begun) {
        file.truncate(0);
      }
      begun = true;
    }

    @Override
    public void directory(Path directory) {}
  }
}
