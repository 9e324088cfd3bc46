package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.StoreHealthContract;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** The probe has a directory of its own, so that this takes more than to write into it. */
  @ParameterizedTest
  @ValueSource(strings = {"objects", "segments"})
  void aStoreWhoseObjectsAreAwayIsNotWell(String name) throws IOException {
    DiskChunkStore store = DiskFixture.on(directory.resolve("store"), new FaultySyncing());
    assertThatCode(store::probe).doesNotThrowAnyException();
    Path there = directory.resolve("store").resolve(name);
    Files.move(there, directory.resolve("elsewhere"));

    assertThatThrownBy(store::probe)
        .isInstanceOf(StorageFailure.Unavailable.class)
        .hasMessageContaining(there.toString());
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
