package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.ByteCount;
import io.piecemeal.domain.ByteRange;
import io.piecemeal.domain.ObjectKey;
import io.piecemeal.domain.StorageFailure;
import io.piecemeal.testkit.Race;
import io.piecemeal.testkit.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskLayoutTest {

  @TempDir private Path directory;

  @Test
  void anObjectLiesInTheFolderOfItsLastByteUnderItsKey() throws IOException {
    DiskChunkStore store = new DiskChunkStore(directory, ByteCount.ZERO);
    ObjectKey key = new ObjectKey(UUID.fromString("01963f5e-0000-7000-8000-0000000000ab"));

    store.write(key, sink -> sink.write(1));

    assertThat(directory.resolve("objects/ab/01963f5e0000700080000000000000ab")).isRegularFile();
  }

  @Test
  void nobodyElseMayReadWhatIsStored() throws IOException {
    Path root = directory.resolve("new/store");
    new DiskChunkStore(root, ByteCount.ZERO).write(Samples.objectKey(), sink -> sink.write(1));

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
    ObjectKey key = Samples.objectKey();
    new DiskChunkStore(directory, ByteCount.ZERO).write(key, sink -> sink.write(42));

    try (InputStream in =
        new DiskChunkStore(directory, ByteCount.ZERO)
            .open(key, new ByteRange(Samples.bytes(0), Samples.bytes(1)))) {
      assertThat(in.read()).isEqualTo(42);
    }
  }

  @Test
  void severalNodesMayMakeTheSameStoreAtOnce() throws IOException {
    List<DiskChunkStore> stores =
        Race.run(4, lane -> new DiskChunkStore(directory, ByteCount.ZERO));

    stores.forEach(DiskChunkStore::probe);
    assertThat(directory.resolve("format")).hasContent("piecemeal-objects 1");
    try (Stream<Path> paths = Files.list(directory)) {
      assertThat(paths).hasSize(3);
    }
  }

  @Test
  void aLayoutOfAnotherVersionIsRefused() throws IOException {
    Files.writeString(directory.resolve("format"), "piecemeal-objects 2\n");

    assertThatThrownBy(() -> new DiskChunkStore(directory, ByteCount.ZERO))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("piecemeal-objects 2");
    assertThat(directory.resolve("objects")).doesNotExist();
  }

  @Test
  void aRootThatCannotBeMadeIsUnavailable() throws IOException {
    Path file = Files.createFile(directory.resolve("a file"));

    assertThatThrownBy(() -> new DiskChunkStore(file.resolve("store"), ByteCount.ZERO))
        .isInstanceOf(StorageFailure.Unavailable.class);
  }
}
