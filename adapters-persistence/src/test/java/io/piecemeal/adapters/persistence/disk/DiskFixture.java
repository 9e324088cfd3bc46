package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.ObjectWriting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder that several stores share, as processes do. */
record DiskFixture(Path root) {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  DiskChunkStore node() {
    return new DiskChunkStore(root, ByteCount.ZERO);
  }

  DiskChunkStore full() {
    return new DiskChunkStore(root, new ByteCount(Long.MAX_VALUE));
  }

  /** After a sync that failed; the disk works again, but is not to be relied on. */
  DiskChunkStore readOnly() {
    node().close();
    FaultySyncing syncing = new FaultySyncing();
    DiskChunkStore store =
        new DiskChunkStore(
            root, syncing, new FreeSpaceGuard(() -> new ByteCount(1), ByteCount.ZERO));
    syncing.failForFiles(new IOException("Input/output error"));
    assertThatThrownBy(() -> ObjectWriting.write(store, sink -> sink.write(1)))
        .isInstanceOf(StorageFailure.Unavailable.class);
    syncing.heal();
    return store;
  }

  /** All files with their sizes, and what is open of them. */
  List<String> leftovers() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        found.add(file + " " + Files.size(file));
      }
    }
    if (Files.isDirectory(DESCRIPTORS)) {
      try (Stream<Path> open = Files.list(DESCRIPTORS)) {
        open.forEach(descriptor -> target(descriptor, found));
      }
    }
    return found;
  }

  private void target(Path descriptor, List<String> found) {
    try {
      Path file = Files.readSymbolicLink(descriptor);
      if (file.startsWith(root)) {
        found.add("open " + file);
      }
    } catch (NoSuchFileException e) {
      // Closed by now, as the one that lists them is.
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
