package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.ObjectWriting;
import io.piecemeal.testkit.PatternedInputStream;
import io.piecemeal.testkit.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store still does after a sync failed. */
final class ReadOnlyStoreTest {

  /** Enough for a file of its own. */
  private static final int LARGE = Blocks.LARGE + 100;

  @TempDir private Path root;

  private final FaultySyncing syncing = new FaultySyncing();
  private DiskChunkStore store;

  @BeforeEach
  void makeTheStore() {
    store =
        new DiskChunkStore(
            root, syncing, new FreeSpaceGuard(() -> Samples.bytes(1), Samples.bytes(0)));
    syncing.forget();
  }

  @ParameterizedTest
  @ValueSource(ints = {100, LARGE})
  void afterASyncThatFailedTheStoreIsReadOnly(int length) throws IOException {
    ObjectKey before = write(length);
    syncing.failForFiles(new IOException("Input/output error"));
    assertThatThrownBy(() -> write(length)).isInstanceOf(StorageFailure.Unavailable.class);
    syncing.heal();
    syncing.forget();

    assertThatThrownBy(() -> write(100)).isInstanceOf(StorageFailure.ReadOnly.class);
    assertThatThrownBy(() -> write(LARGE)).isInstanceOf(StorageFailure.ReadOnly.class);
    assertThatThrownBy(store::probe).isInstanceOf(StorageFailure.ReadOnly.class);
    assertThat(syncing.attempts()).isZero();

    assertThat(read(before, length)).isEqualTo(PatternedInputStream.bytes(length));
    store.delete(List.of(before));
    assertThatThrownBy(() -> read(before, length)).isInstanceOf(StorageFailure.Damaged.class);
  }

  @Test
  void aDirectoryWhoseSyncFailedMakesTheStoreReadOnlyToo() {
    syncing.failForDirectories(new IOException("Input/output error"));
    assertThatThrownBy(this::write).isInstanceOf(StorageFailure.Unavailable.class);
    syncing.heal();

    assertThatThrownBy(this::write).isInstanceOf(StorageFailure.ReadOnly.class);
  }

  @Test
  void aStoreThatIsMadeAnewWritesAgain() throws IOException {
    syncing.failForFiles(new IOException("Input/output error"));
    assertThatThrownBy(this::write).isInstanceOf(StorageFailure.Unavailable.class);
    syncing.heal();

    try (DiskChunkStore restarted = new DiskChunkStore(root, ByteCount.ZERO)) {
      ObjectWriting.write(restarted, sink -> sink.write(1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, LARGE})
  void aDirectoryThatCannotBeOpenedDoesNotMakeTheStoreReadOnly(int length) throws IOException {
    syncing.failForDirectories(
        new NotOpenedException(new FileSystemException("objects/00: Too many open files")));
    assertThatThrownBy(() -> write(length)).isInstanceOf(StorageFailure.Unavailable.class);
    assertThatThrownBy(store::probe).isInstanceOf(StorageFailure.Unavailable.class);
    syncing.heal();

    assertThat(read(write(length), length)).isEqualTo(PatternedInputStream.bytes(length));
    store.probe();
  }

  @Test
  void whereADirectoryIsNotThereNothingWasSynced() {
    assertThatThrownBy(() -> new KernelSyncing().directory(root.resolve("absent")))
        .isInstanceOf(NotOpenedException.class);
  }

  private ObjectKey write() throws IOException {
    return write(LARGE);
  }

  private ObjectKey write(int length) throws IOException {
    return ObjectWriting.write(store, sink -> new PatternedInputStream(length).transferTo(sink));
  }

  private byte[] read(ObjectKey key, int length) throws IOException {
    ByteRange whole = new ByteRange(Samples.bytes(0), Samples.bytes(length));
    try (InputStream in = Channels.newInputStream(store.open(key, whole))) {
      return in.readAllBytes();
    }
  }
}
