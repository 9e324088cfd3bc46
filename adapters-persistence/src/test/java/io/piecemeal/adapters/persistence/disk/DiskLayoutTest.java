package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.ObjectWriting;
import io.piecemeal.testkit.Race;
import io.piecemeal.testkit.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskLayoutTest {

  @TempDir private Path directory;

  @Test
  void aLargeObjectLiesInTheFolderOfItsLastByteUnderItsKey() throws IOException {
    DiskChunkStore store = new DiskChunkStore(directory, ByteCount.ZERO);

    String key = ObjectWriting.write(store, sink -> sink.write(new byte[Blocks.LARGE + 1])).hex();

    assertThat(directory.resolve("objects").resolve(key.substring(30)).resolve(key))
        .hasSize(Blocks.LARGE + 1);
  }

  @Test
  void aSmallObjectHasNoFileOfItsOwn() throws IOException {
    DiskChunkStore store = new DiskChunkStore(directory, ByteCount.ZERO);

    ObjectWriting.write(store, sink -> sink.write(new byte[Blocks.SIZE]));
    ObjectWriting.write(store, sink -> sink.write(1));

    assertThat(files("objects")).isEmpty();
    assertThat(files("segments")).hasSize(2);
    store.close();
  }

  private List<Path> files(String folder) throws IOException {
    try (Stream<Path> paths = Files.walk(directory.resolve(folder))) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void nobodyElseMayReadWhatIsStored() throws IOException {
    Path root = directory.resolve("new/store");
    DiskChunkStore store = new DiskChunkStore(root, ByteCount.ZERO);
    ObjectWriting.write(store, sink -> sink.write(1));
    ObjectWriting.write(store, sink -> sink.write(new byte[Blocks.LARGE + 1]));

    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(path.toString())
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void objectsAreStillThereAfterARestart() throws IOException {
    ObjectKey key;
    try (DiskChunkStore store = new DiskChunkStore(directory, ByteCount.ZERO)) {
      key = ObjectWriting.write(store, sink -> sink.write(42));
    }

    try (InputStream in =
        Channels.newInputStream(
            new DiskChunkStore(directory, ByteCount.ZERO)
                .open(key, new ByteRange(Samples.bytes(0), Samples.bytes(1))))) {
      assertThat(in.read()).isEqualTo(42);
    }
  }

  @Test
  void severalNodesMayMakeTheSameStoreAtOnce() throws IOException {
    List<DiskChunkStore> stores =
        Race.run(4, lane -> new DiskChunkStore(directory, ByteCount.ZERO));

    stores.forEach(DiskChunkStore::probe);
    assertThat(directory.resolve("format")).hasContent("piecemeal-objects 2");
    try (Stream<Path> paths = Files.list(directory)) {
      assertThat(paths).hasSize(4);
    }
  }

  @Test
  void aLayoutOfAnotherVersionIsRefused() throws IOException {
    Files.writeString(directory.resolve("format"), "piecemeal-objects 1\n");

    assertThatThrownBy(() -> new DiskChunkStore(directory, ByteCount.ZERO))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("piecemeal-objects 1");
    assertThat(directory.resolve("objects")).doesNotExist();
  }

  @Test
  void aRootThatCannotBeMadeIsUnavailable() throws IOException {
    Path file = Files.createFile(directory.resolve("a file"));

    assertThatThrownBy(() -> new DiskChunkStore(file.resolve("store"), ByteCount.ZERO))
        .isInstanceOf(StorageFailure.Unavailable.class);
  }
}
