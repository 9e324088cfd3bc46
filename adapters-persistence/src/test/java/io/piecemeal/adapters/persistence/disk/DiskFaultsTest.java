package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.ObjectWriting;
import io.piecemeal.testkit.PatternedInputStream;
import io.piecemeal.testkit.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store says, and leaves behind, when the disk fails. */
final class DiskFaultsTest {

  /** Enough for a file of its own; what happens to smaller ones is told by SegmentsTest. */
  private static final int LARGE = Blocks.LARGE + 100;

  @TempDir private Path root;

  private final FaultySyncing syncing = new FaultySyncing();
  private ByteCount free = Samples.bytes(1000);
  private DiskChunkStore store;

  @BeforeEach
  void makeTheStore() {
    store = new DiskChunkStore(root, syncing, new FreeSpaceGuard(() -> free, Samples.bytes(1000)));
    syncing.forget();
  }

  @Test
  void aFileThatCannotBeSyncedIsUnavailableAndNotThere() throws IOException {
    syncing.failForFiles(new IOException("Input/output error"));

    assertThatThrownBy(this::write).isInstanceOf(StorageFailure.Unavailable.class);

    assertThat(objects()).isEmpty();
    assertThat(syncing.attempts()).isEqualTo(1);
  }

  /** Its open file is synced where it is, which is where no reader looks. */
  @Test
  void anObjectIsNotKeptOverWhoseDirectoryAnotherWasMountedWhileItWasWritten() {
    Path all = root.resolve("objects");

    assertThatThrownBy(
            () ->
                ObjectWriting.write(
                    store,
                    sink -> {
                      new PatternedInputStream(LARGE).transferTo(sink);
                      Files.move(all, root.resolve("below"));
                      DiskLayout.prepare(root, syncing);
                    }))
        .isInstanceOf(StorageFailure.Unavailable.class);
  }

  /** A disk that is not mounted damages no file; one file that is missing is damaged. */
  @Test
  void objectsThatAreAllAwayAreUnavailableAndOneThatIsAwayIsDamaged() throws IOException {
    ObjectKey key = write();
    ByteRange start = new ByteRange(ByteCount.ZERO, Samples.bytes(1));
    Path all = root.resolve("objects");
    Path elsewhere = root.resolve("elsewhere");
    Files.move(all, elsewhere);
    assertThatThrownBy(() -> store.open(key, start))
        .isInstanceOf(StorageFailure.Unavailable.class)
        .hasMessageContaining(all + " is not there");
    Files.move(elsewhere, all);
    store.open(key, start).close();

    Files.delete(onlyObject());
    assertThatThrownBy(() -> store.open(key, start)).isInstanceOf(StorageFailure.Damaged.class);
  }

  @Test
  void aDirectoryThatCannotBeSyncedIsUnavailableAndItsFileNotThere() throws IOException {
    syncing.failForDirectories(new IOException("Input/output error"));

    assertThatThrownBy(this::write).isInstanceOf(StorageFailure.Unavailable.class);

    assertThat(objects()).isEmpty();
    assertThat(syncing.attempts()).isEqualTo(2);
  }

  @Test
  void aSyncThatFindsTheDiskFullIsNoSpace() {
    syncing.failForFiles(new IOException("No space left on device"));
    assertThatThrownBy(this::write).isInstanceOf(StorageFailure.NoSpace.class);

    syncing.failForFiles(new IOException("Disk quota exceeded"));
    assertThatThrownBy(this::write).isInstanceOf(StorageFailure.NoSpace.class);
  }

  @Test
  void aDiskBelowItsFreeSpaceGuardTakesNoObject() throws IOException {
    free = Samples.bytes(999);
    assertThatThrownBy(this::write).isInstanceOf(StorageFailure.NoSpace.class);
    assertThatThrownBy(store::requireRoom).isInstanceOf(StorageFailure.NoSpace.class);
    assertThat(objects()).isEmpty();

    free = Samples.bytes(1000);
    store.requireRoom();
    write();
    assertThat(objects()).hasSize(1);
  }

  @Test
  void aDiskBelowItsFreeSpaceGuardIsStillReadDeletedFromAndWell() throws IOException {
    ObjectKey key = write();
    free = ByteCount.ZERO;

    store.probe();
    try (InputStream in =
        Channels.newInputStream(
            store.open(key, new ByteRange(Samples.bytes(0), Samples.bytes(100))))) {
      assertThat(in.readAllBytes()).hasSize(100);
    }
    store.delete(List.of(key));
    assertThat(objects()).isEmpty();
  }

  @Test
  void theFreeSpaceGuardIsComparedWithWhatTheDiskSays() {
    assertThatThrownBy(
            () ->
                ObjectWriting.write(
                    new DiskChunkStore(root, Samples.bytes(Long.MAX_VALUE)), sink -> sink.write(1)))
        .isInstanceOf(StorageFailure.NoSpace.class);
  }

  @Test
  void writingToADeviceThatIsFullIsNoSpace() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "this system has no /dev/full");
    try (ObjectFile file =
        new ObjectFile(
            PlaceOfFile.of(full), FileChannel.open(full, StandardOpenOption.WRITE), syncing)) {
      ByteBuffer bytes = ByteBuffer.allocate(100);

      assertThatThrownBy(() -> file.write(bytes)).isInstanceOf(StorageFailure.NoSpace.class);
    }
  }

  @Test
  void aFailureToRemoveWhatFailedIsNotLost() throws IOException {
    syncing.beforeFailing(() -> replaceByAFullDirectory(onlyObject()));
    syncing.failForFiles(new IOException("Input/output error"));

    assertThatThrownBy(this::write)
        .isInstanceOf(StorageFailure.Unavailable.class)
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
  }

  private static void replaceByAFullDirectory(Path file) throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
    Files.createFile(file.resolve("in the way"));
  }

  @Test
  void contentThatFailsLeavesNoFile() throws IOException {
    IOException broken = new IOException("No space left on device");

    assertThatThrownBy(
            () ->
                ObjectWriting.write(
                    store,
                    sink -> {
                      sink.write(new byte[LARGE]);
                      throw broken;
                    }))
        .isSameAs(broken);

    assertThat(objects()).isEmpty();
    assertThat(syncing.attempts()).isZero();
  }

  @Test
  void aFileCutShortIsDamageAtTheLatestWhenItsEndIsMissed() throws IOException {
    ObjectKey key = write();
    try (FileChannel channel = FileChannel.open(onlyObject(), StandardOpenOption.WRITE)) {
      channel.truncate(50);
    }

    assertThatThrownBy(
            () -> {
              try (InputStream in =
                  Channels.newInputStream(
                      store.open(key, new ByteRange(Samples.bytes(40), Samples.bytes(20))))) {
                in.readAllBytes();
              }
            })
        .isInstanceOf(StorageFailure.Damaged.class);
  }

  @Test
  void aLinkInPlaceOfAnObjectIsNotFollowed() throws IOException {
    ObjectKey key = write();
    Path secret = Files.write(root.resolve("secret"), new byte[LARGE]);
    Path object = onlyObject();
    Files.delete(object);
    Files.createSymbolicLink(object, secret);

    assertThatThrownBy(
            () -> store.open(key, new ByteRange(Samples.bytes(0), Samples.bytes(10))).close())
        .isInstanceOf(StorageFailure.Damaged.class)
        .hasMessageContaining("is a link");
    store.delete(List.of(key));
    assertThat(secret).hasSize(LARGE);
  }

  @Test
  void aStoreThatCannotSyncFailsItsProbeAndLeavesNothing() throws IOException {
    syncing.failForFiles(new IOException("Input/output error"));

    assertThatThrownBy(store::probe).isInstanceOf(StorageFailure.Unavailable.class);

    assertThat(files(root.resolve("probe"))).isEmpty();
  }

  @Test
  void aProbeThatPassesLeavesNothing() throws IOException {
    store.probe();

    assertThat(files(root.resolve("probe"))).isEmpty();
  }

  private ObjectKey write() throws IOException {
    return ObjectWriting.write(store, sink -> new PatternedInputStream(LARGE).transferTo(sink));
  }

  private List<Path> objects() throws IOException {
    return files(root.resolve("objects"));
  }

  private Path onlyObject() throws IOException {
    List<Path> objects = objects();
    assertThat(objects).hasSize(1);
    return objects.getFirst();
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }
}
